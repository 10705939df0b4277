// @vitest-environment happy-dom

import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { exportFormat, exportQuery, exportTable } from '@throughline/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { fileGroups, tableFiles } from '../lib/project-files.ts'
import { ExportMenu } from './ExportMenu.tsx'

const projectId = '0198a1b2-0000-7000-8000-000000000001'
afterEach(cleanup)

function open() {
  render(<ExportMenu projectId={projectId} />)
  fireEvent.click(screen.getByRole('button', { name: 'Export' }))
}

const queryOf = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://localhost')
  expect(pathname).toBe(`/api/v1/projects/${projectId}/export`)
  return exportQuery.parse(Object.fromEntries(searchParams))
}

describe('the menu', () => {
  it('opens with files by what they are for', async () => {
    open()
    expect((await screen.findByRole('menu')).textContent).toMatch(
      /For other programs.*Microsoft Project.*Gantt chart.*PDF, A4.*Calendar.*iCalendar.*Tables.*Excel/,
    )
  })

  it('has links that the browser downloads', async () => {
    open()
    const item = await screen.findByRole('menuitem', { name: 'PDF, A3' })
    expect(item.tagName).toBe('A')
    expect(item.hasAttribute('download')).toBe(true)
    expect(queryOf(item.getAttribute('href') ?? '')).toMatchObject({ format: 'pdf', page: 'a3' })
  })

  it('leads on to the tables, also with the keyboard', async () => {
    open()
    const excel = await screen.findByRole('menuitem', { name: 'Excel (XLSX)' })
    expect(excel.getAttribute('aria-haspopup')).toBe('menu')
    fireEvent.keyDown(excel, { key: 'ArrowRight' })
    fireEvent.keyUp(excel, { key: 'ArrowRight' })
    const links = await screen.findByRole('menuitem', { name: 'Links' })
    expect(queryOf(links.getAttribute('href') ?? '')).toMatchObject({ format: 'xlsx', table: 'links' })
  })

  it('closes on Escape', async () => {
    open()
    fireEvent.keyDown(await screen.findByRole('menu'), { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
  })
})

describe('what it offers', () => {
  it('is every format and every table that the service makes', () => {
    const files = fileGroups(projectId).flatMap((group) => group.files)
    const formats = files.map(({ href }) => queryOf(href).format)
    expect(new Set([...formats, 'csv', 'xlsx'])).toEqual(new Set(exportFormat.options))
    expect(tableFiles(projectId, 'csv').map(({ href }) => queryOf(href).table)).toEqual(exportTable.options)
  })

  it('has a name and an address of its own for each', () => {
    const files = [...fileGroups(projectId).flatMap((group) => group.files), ...tableFiles(projectId, 'csv')]
    expect(new Set(files.map(({ label }) => label)).size).toBe(files.length)
    expect(new Set(files.map(({ href }) => href)).size).toBe(files.length)
  })
})

// @vitest-environment happy-dom

import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import type { ImportJob } from '@throughline/contract'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { importJob } from '../testing/jobs.ts'
import { showPage } from '../testing/show-page.tsx'
import { NewImport } from './NewImport.tsx'

const upload = vi.hoisted(() => ({ mutate: vi.fn(), stop: vi.fn(), isPending: false, share: 0 }))

vi.mock('../api/use-upload.ts', () => ({ useUpload: () => upload }))
vi.mock('../../../lib/service.ts', () => ({
  client: {
    call: async () => ({
      items: [
        { id: 'p', name: 'Harbour', role: 'owner' },
        { id: 'q', name: 'Seen only', role: 'viewer' },
      ],
    }),
  },
}))

function Page({ begin, onUploaded }: { begin?: string; onUploaded: (job: ImportJob) => void }) {
  const [projectId, setProjectId] = useState(begin)
  return <NewImport projectId={projectId} onProject={setProjectId} onUploaded={onUploaded} />
}

const binary = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)

function choose(name: string, content: BlobPart = 'Name,Duration\nDig,2d\n'): void {
  const input = document.querySelector('input[type=file]')
  if (!input) throw new Error('there is no file input')
  fireEvent.change(input, { target: { files: [new File([content], name)] } })
}

beforeEach(() => void Object.assign(upload, { mutate: vi.fn(), isPending: false, share: 0 }))
afterEach(cleanup)

describe('a new import', () => {
  it('takes a file into a new project by a name', async () => {
    const onUploaded = vi.fn()
    upload.mutate = vi.fn((_, { onSuccess }) => onSuccess(importJob()))
    showPage(<Page onUploaded={onUploaded} />)
    await screen.findByRole('button', { name: 'Choose file' })
    choose('tasks.csv')
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name of the project' }), {
      target: { value: ' Quay ' },
    })
    fireEvent.click(screen.getByRole('checkbox', { name: /Without a review/ }))
    fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
    await waitFor(() => expect(onUploaded).toHaveBeenCalledOnce())
    const [{ file, ...rest }] = upload.mutate.mock.calls[0] as [{ file: File }]
    expect(file.name).toBe('tasks.csv')
    expect(rest).toEqual({ mode: 'at-once', projectName: 'Quay' })
  })

  it('brings a project up to date, of those that may be changed', async () => {
    showPage(<Page begin="p" onUploaded={vi.fn()} />)
    expect(await screen.findByRole('heading', { name: 'Bring “Harbour” up to date' })).toBeTruthy()
    choose('plan.xer')
    const into = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Into' })
    expect([...into.options].map(({ text }) => text)).toEqual(['A new project', 'Harbour'])
    expect(screen.queryByRole('textbox', { name: 'Name of the project' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
    expect(upload.mutate.mock.calls[0]?.[0]).toMatchObject({ mode: 'review', projectId: 'p' })
  })

  it('goes nowhere while the project of the address may not be changed', async () => {
    showPage(<Page begin="q" onUploaded={vi.fn()} />)
    expect((await screen.findByRole('alert')).textContent).toMatch(/may not change it/)
    choose('plan.xer')
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Upload' })
    expect(button.disabled).toBe(true)
    fireEvent.change(screen.getByRole('combobox', { name: 'Into' }), { target: { value: 'p' } })
    await waitFor(() => expect(button.disabled).toBe(false))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says what to do with a file that cannot be read, and sends nothing', async () => {
    showPage(<Page onUploaded={vi.fn()} />)
    await screen.findByRole('button', { name: 'Choose file' })
    choose('plan.mpp', binary)
    expect((await screen.findByRole('alert')).textContent).toMatch(/“plan.mpp” was not taken.*XML Format/)
    choose('plan.xml')
    expect(await screen.findByRole('button', { name: 'Upload' })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('shows how much has been sent, and stops', async () => {
    Object.assign(upload, { isPending: true, share: 0.42 })
    showPage(<Page onUploaded={vi.fn()} />)
    await screen.findByRole('button', { name: 'Choose file' })
    choose('plan.xml')
    const bar = await screen.findByRole('progressbar', { name: 'Upload' })
    expect(bar.getAttribute('aria-valuetext')).toBe('Uploading: 42 %')
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }))
    expect(upload.stop).toHaveBeenCalledOnce()
  })
})

// @vitest-environment happy-dom

import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { newTaskFields, type Plan, projectDefaults, standardWeek, type Task } from '@throughline/contract'
import { useRef, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { columnsFor, editableBy } from '../lib/columns.ts'
import { type EditOutcome, editCell } from '../lib/edits.ts'
import type { ActiveCell, Editing } from '../lib/keyboard.ts'
import { outlineOf } from '../lib/outline.ts'
import { indexPlan } from '../lib/plan-index.ts'
import { TaskTable } from './TaskTable.tsx'

const task = (id: string, parentId: string | null, position: number, fields: Partial<Task> = {}): Task =>
  ({
    id,
    parentId,
    position,
    ...newTaskFields({ name: `Task ${id}` }),
    earlyStart: '2026-03-02T08:00',
    earlyFinish: '2026-03-02T17:00',
    totalFloatMinutes: 0,
    isCritical: true,
    ...fields,
  }) as Task

const plan = {
  project: { ...projectDefaults, id: 'p', startsAt: '2026-03-02T08:00', calendarId: 'c', role: 'owner' },
  calendars: [{ id: 'c', week: standardWeek, exceptions: [] }],
  tasks: [task('a', null, 1), task('a1', 'a', 1), task('b', null, 2, { durationMinutes: 960 })],
  links: [{ id: 'l', predecessorId: 'a1', successorId: 'b', type: 'SS', lagMinutes: 480 }],
  resources: [],
  assignments: [],
  comments: [],
  checklistItems: [],
} as unknown as Plan

interface TableProps {
  onEdit: (outcome: EditOutcome) => void
}

/** The table with just the state that its owner keeps. */
function Table({ onEdit }: TableProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<ActiveCell | null>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const entries = outlineOf(plan.tasks)
  const index = indexPlan(plan, entries)
  return (
    <TaskTable
      ref={ref}
      index={index}
      visible={entries}
      collapsed={new Set()}
      active={active}
      editing={editing}
      movedIds={new Set()}
      columns={columnsFor(false)}
      mayChange
      canEdit={editableBy({ mayChange: true, mayProgress: true })}
      people={[]}
      onCommand={(command) => {
        if (command.do === 'go') setActive(command.cell)
        if (command.do === 'edit' && active)
          setEditing({ ...active, ...(command.typed ? { typed: command.typed } : {}) })
      }}
      onEditing={setEditing}
      onFold={() => undefined}
      editOf={(row, column, text) => editCell(index, row, column, text)}
      onEdit={onEdit}
      onAdd={() => undefined}
    />
  )
}

const edits: EditOutcome[] = []
const grid = () => screen.getByRole('treegrid', { name: 'Tasks' })
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key })

beforeEach(() => {
  edits.length = 0
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
  render(<Table onEdit={(outcome) => edits.push(outcome)} />)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('TaskTable', () => {
  it('says in words what the chart shows', () => {
    const row = within(grid()).getByRole('row', { name: /Task b/ })
    const cells = within(row).getAllByRole('gridcell')
    expect(cells.map((cell) => cell.textContent)).toEqual([
      '3',
      '2',
      'Task b',
      '2d',
      '2 Mar 26',
      '2 Mar 26',
      '2SS+1d',
      '',
      '',
      '0d',
    ])
    const summary = within(grid()).getAllByRole('row')[1]
    expect([summary?.getAttribute('aria-level'), summary?.getAttribute('aria-expanded')]).toEqual(['1', 'true'])
  })

  it('edits by the keyboard alone', () => {
    grid().focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter']) press(key)
    const editor = screen.getByRole<HTMLInputElement>('textbox', { name: 'Duration of Task b' })
    expect(editor.value).toBe('2d')
    editor.value = '1w'
    press('Enter')
    expect(edits).toMatchObject([
      { operations: [{ op: 'update', id: 'b', patch: { durationMinutes: 2400, durationUnit: 'weeks' } }] },
    ])
    expect(document.activeElement).toBe(grid())
  })

  it('keeps the editor open with what is wrong, and gives up on Escape', () => {
    grid().focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'F2']) press(key)
    const editor = screen.getByRole<HTMLInputElement>('textbox', { name: 'Duration of Task a1' })
    editor.value = 'soon'
    press('Enter')
    expect(screen.getByRole('alert').textContent).toMatch(/not a duration/)
    press('Escape')
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(edits).toEqual([])
  })
})

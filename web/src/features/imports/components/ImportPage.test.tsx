// @vitest-environment happy-dom

import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { WatchOptions } from '@throughline/client'
import {
  type ImportColumns,
  type ImportJob,
  type ImportRow,
  projectDefaults,
  type StreamEvent,
} from '@throughline/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { follow } from '../api/use-import.ts'
import { importField, importJob, importRow } from '../testing/jobs.ts'
import { showPage } from '../testing/show-page.tsx'
import { ImportPage, type WaitingView } from './ImportPage.tsx'

interface Call {
  operation: string
  input: { body?: unknown; params?: Record<string, string>; query?: Record<string, unknown> }
}

/** What the service has, and what was asked of it. */
const service = vi.hoisted(() => ({
  answers: {} as Record<string, (input: Call['input']) => unknown>,
  calls: [] as Call[],
  watched: [] as WatchOptions[],
}))

vi.mock('../../../lib/service.ts', () => ({
  client: {
    async call(operation: string, input: Call['input'] = {}) {
      service.calls.push({ operation, input })
      const answer = service.answers[operation]
      if (!answer) throw new Error(`nobody answers to ${operation}`)
      return answer(input)
    },
  },
  getLive: () => ({
    watch(options: WatchOptions) {
      service.watched.push(options)
      return { close: () => undefined }
    },
  }),
}))

const rows: ImportRow[] = [
  importRow(1, {
    name: 'Crane',
    action: 'update',
    conflict: true,
    fields: [
      importField('durationMinutes', 2_400, 4_800, { before: 1_920, conflict: true, chosen: false }),
      importField('notes', '', 'Booked'),
    ],
  }),
  importRow(2, { name: 'Shed', action: 'delete', line: null }),
  importRow(3, {
    name: 'Test run',
    state: 'parked',
    problem: { message: 'is not a duration', field: 'durationMinutes', text: '5 parsecs' },
  }),
]

function fits(row: ImportRow, { action, state, conflict }: Record<string, unknown> = {}): boolean {
  return (
    (!action || row.action === action) && (!state || row.state === state) && (!conflict || row.conflict === conflict)
  )
}

const harbour = { ...projectDefaults, id: 'p', name: 'Harbour', role: 'owner' }

function show(job: ImportJob, view?: WaitingView, onView = vi.fn()) {
  const standard: typeof service.answers = {
    getImport: () => job,
    listProjects: () => ({ items: [harbour] }),
    listImportRows: ({ query }) => ({ items: rows.filter((row) => fits(row, query)), next: null }),
    selectImportRows: () => ({ ...job, revision: job.revision + 1, rowsTotal: 2 }),
  }
  service.answers = { ...standard, ...service.answers }
  showPage(<ImportPage importId="i" view={view} onView={onView} />)
  return { onView }
}

const callsOf = (operation: string) =>
  service.calls.filter((call) => call.operation === operation).map(({ input }) => input)
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

beforeEach(() => {
  Object.assign(service, { answers: {}, calls: [], watched: [] })
  for (const side of ['clientHeight', 'offsetHeight'] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(700)
  for (const side of ['clientWidth', 'offsetWidth'] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(1_000)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('the review', () => {
  it('shows a change field by field, and takes the side that is chosen', async () => {
    show(importJob())
    await press(/Crane/)
    const fields = within(screen.getByRole('table', { name: 'Fields of Crane' }))
    const [, duration] = fields.getAllByRole('row')
    expect(duration?.textContent).toMatch(/^Durationchanged here since5d10dthe last file had 4d/)
    const choice = within(fields.getByRole('radiogroup', { name: 'Duration of Crane' }))
    fireEvent.click(choice.getByRole('radio', { name: 'The file’s' }))
    await waitFor(() => expect(callsOf('selectImportRows')).toHaveLength(1))
    expect(callsOf('selectImportRows')[0]?.body).toEqual({ rows: [1], chosen: true, fields: ['durationMinutes'] })
    expect(choice.getByRole('radio', { name: 'The file’s' }).getAttribute('aria-checked')).toBe('true')
  })

  it('shows durations by the days of the project that it changes', async () => {
    service.answers.listProjects = () => ({ items: [{ ...harbour, minutesPerDay: 240 }] })
    show(importJob())
    await press(/Crane/)
    const [, duration] = within(screen.getByRole('table', { name: 'Fields of Crane' })).getAllByRole('row')
    await waitFor(() => expect(duration?.textContent).toMatch(/10d20dthe last file had 8d/))
  })

  it('filters by what there is, chooses what is shown, and says how much is imported', async () => {
    show(importJob())
    fireEvent.click(await screen.findByRole('radio', { name: 'Deleted 1' }))
    await waitFor(() => expect(callsOf('listImportRows').at(-1)?.query).toMatchObject({ action: 'delete' }))
    expect(await screen.findByText('not in the file any more')).toBeTruthy()
    await press('Choose none')
    await waitFor(() => expect(callsOf('selectImportRows')).toHaveLength(1))
    expect(callsOf('selectImportRows')[0]?.body).toEqual({ rows: { action: 'delete' }, chosen: false })
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Take Shed' }).checked).toBe(false)
    service.answers.approveImport = () => importJob({ state: 'writing', revision: 9 })
    await press('Import 2 rows')
    expect(await screen.findByText('Writing the plan', { selector: 'h2' })).toBeTruthy()
  })

  it('decides all conflicts field by field', async () => {
    show(importJob())
    fireEvent.click(await screen.findByRole('radio', { name: 'Conflicts 1' }))
    await press('Take the file’s in all')
    await waitFor(() => expect(callsOf('selectImportRows')).toHaveLength(1))
    expect(callsOf('selectImportRows')[0]?.body).toEqual({ rows: [1], chosen: true, fields: ['durationMinutes'] })
  })

  it('goes from row to row by the arrows', async () => {
    show(importJob())
    const first = await screen.findByRole('checkbox', { name: 'Take Crane' })
    first.focus()
    fireEvent.keyDown(first, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'Take Shed' }))
    fireEvent.keyDown(screen.getByRole('checkbox', { name: 'Take Shed' }), { key: 'ArrowUp' })
    expect(document.activeElement).toBe(first)
  })

  it('lets a row that cannot be taken be fixed in place', async () => {
    show(importJob())
    await press(/Test run/)
    const input = screen.getByRole<HTMLInputElement>('textbox', { name: 'Duration' })
    expect(input.value).toBe('5 parsecs')
    await press('Fix')
    expect(screen.getByText('Write a duration, as 5d, 4h or 1w')).toBeTruthy()
    expect(callsOf('fixImportRow')).toEqual([])
    const fixed = importRow(3, { name: 'Test run' })
    service.answers.fixImportRow = () => fixed
    service.answers.listImportRows = () => ({ items: [...rows.slice(0, 2), fixed], next: null })
    fireEvent.change(input, { target: { value: '5d' } })
    await press('Fix')
    await waitFor(() => expect(callsOf('fixImportRow')).toHaveLength(1))
    expect(callsOf('fixImportRow')[0]).toMatchObject({
      params: { number: 3 },
      body: { values: { durationMinutes: 2_400 } },
    })
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Duration' })).toBeNull())
  })

  it('is discarded after a question', async () => {
    show(importJob())
    service.answers.cancelImport = () => importJob({ state: 'cancelled', cancelRequested: 'roll-back', revision: 9 })
    await press('Discard')
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Discard' }))
    expect(await screen.findByText('Nothing of the file is in the plan.')).toBeTruthy()
    expect(callsOf('cancelImport')[0]?.body).toEqual({ written: 'roll-back' })
  })
})

describe('the columns of a table', () => {
  const columns: ImportColumns = {
    remembered: false,
    mapping: {
      columns: [
        { index: 0, field: 'name' },
        { index: 1, field: null },
      ],
      durationUnit: 'days',
      dateOrder: 'year-month-day',
    },
    header: [
      { index: 0, name: 'Task', samples: ['Dig', 'Pour'] },
      { index: 1, name: 'Days', samples: ['3'] },
    ],
    fields: [
      { field: 'name', label: 'Name', isRequired: true },
      { field: 'durationMinutes', label: 'Duration', isRequired: false },
    ],
  }
  const table = importJob({ format: 'csv', fileName: 'tasks.csv' })

  it('come first, and are read anew with what was chosen', async () => {
    service.answers.getImportColumns = () => columns
    service.answers.setImportColumns = () => ({ ...table, state: 'parsing', revision: 9 })
    const { onView } = show(table)
    const choice = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Days is taken for' })
    expect(screen.getByRole('list', { name: 'Samples of Task' }).textContent).toBe('DigPour')
    fireEvent.change(choice, { target: { value: 'name' } })
    expect(screen.getByRole('alert').textContent).toBe('Several columns are taken for the same: Name.')
    fireEvent.change(choice, { target: { value: 'durationMinutes' } })
    fireEvent.change(screen.getByRole('combobox', { name: 'Durations without a unit are' }), {
      target: { value: 'weeks' },
    })
    await press('Read anew')
    await waitFor(() => expect(onView).toHaveBeenCalledWith('review'))
    expect(callsOf('setImportColumns')[0]?.body).toMatchObject({
      columns: [
        { index: 0, field: 'name' },
        { index: 1, field: 'durationMinutes' },
      ],
      durationUnit: 'weeks',
    })
    expect(await screen.findByText('Reading the file', { selector: 'h2' })).toBeTruthy()
  })

  it('stay until one is taken for the name', async () => {
    const unread = { ...columns.mapping, columns: columns.mapping.columns.map(({ index }) => ({ index, field: null })) }
    service.answers.getImportColumns = () => ({ ...columns, mapping: unread })
    show(table, 'review')
    expect((await screen.findByRole('alert')).textContent).toMatch('No column is taken for Name yet.')
    const go = screen.getByRole<HTMLButtonElement>('button', { name: 'Go on to the review' })
    expect(go.disabled).toBe(true)
    fireEvent.change(screen.getByRole('combobox', { name: 'Task is taken for' }), { target: { value: 'name' } })
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Read anew' }).disabled).toBe(false)
  })

  it('that are remembered can be changed from the review', async () => {
    service.answers.getImportColumns = () => ({ ...columns, remembered: true })
    const { onView } = show(table)
    expect(await screen.findByText(/taken as last time/)).toBeTruthy()
    await press('Change the columns')
    expect(onView).toHaveBeenCalledWith('columns')
  })
})

describe('the writing', () => {
  const writing = importJob({
    state: 'writing',
    rowsTotal: 30_000,
    rowsDone: 1_200,
    rowsPerSecond: 1_000,
    secondsLeft: 29,
  })
  const tell = (job: ImportJob) =>
    service.watched[0]?.onEvent({ type: 'import.progressed', payload: { import: job } } as StreamEvent)

  it('is told live, and paused', async () => {
    show(writing)
    expect(await screen.findByText('1,200 of 30,000 rows · 1,000 rows a second, about 29 s left')).toBeTruthy()
    expect(service.watched.map(({ kind, id, since }) => [kind, id, since])).toEqual([['import', 'i', 4]])
    tell({ ...writing, rowsDone: 2_000, revision: 6 })
    tell({ ...writing, rowsDone: 1_500, revision: 5 })
    expect(await screen.findByText(/^2,000 of 30,000 rows/)).toBeTruthy()
    service.answers.pauseImport = () => ({ ...writing, pauseRequested: true, revision: 7 })
    await press('Pause')
    expect(await screen.findByText('Pausing at the end of the batch', { selector: 'h2' })).toBeTruthy()
    tell({ ...writing, state: 'paused', revision: 8 })
    service.answers.resumeImport = () => ({ ...writing, revision: 9 })
    await press('Resume')
    expect(await screen.findByText('Writing the plan', { selector: 'h2' })).toBeTruthy()
  })

  it('is cancelled with what is in kept, or taken away', async () => {
    show(writing)
    service.answers.cancelImport = () => ({ ...writing, cancelRequested: 'keep', revision: 7 })
    await press('Cancel import')
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.getByText(/1,200 of 30,000 rows are in/)).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Keep what is in' }))
    expect(await screen.findByText('Stopping', { selector: 'h2' })).toBeTruthy()
    expect(callsOf('cancelImport')[0]?.body).toEqual({ written: 'keep' })
    expect(screen.queryByRole('button', { name: 'Cancel import' })).toBeNull()
  })

  it('waits for rows to be fixed, or is finished without them', async () => {
    show({ ...writing, state: 'parked' })
    expect((await screen.findAllByText('Duration is not a duration')).length).toBe(1)
    service.answers.cancelImport = () => ({ ...writing, state: 'recomputing', revision: 7 })
    await press('Finish without them')
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Finish without them' }))
    expect(await screen.findByText('Computing dates', { selector: 'h2' })).toBeTruthy()
    expect(callsOf('cancelImport')[0]?.body).toEqual({ written: 'keep' })
  })
})

describe('the end', () => {
  const completed = importJob({
    state: 'completed',
    rowsDone: 3,
    report: { compared: 214, same: 213, different: 1 },
    warnings: [{ message: 'A column is not read', line: 1, column: 14 }],
  })

  it('compares the dates, and leads to the plan', async () => {
    service.answers.listImportDates = () => ({
      items: [
        {
          taskId: 't',
          name: 'Crane',
          field: 'earlyStart',
          stored: '2026-03-02T08:00',
          computed: '2026-03-03T08:00',
          rule: 'the file has no holiday',
        },
      ],
      next: null,
    })
    show(completed)
    expect(await screen.findByText('214 tasks were compared: 213 the same, 1 different.')).toBeTruthy()
    const table = await screen.findByRole('table', { name: 'Dates that differ' })
    expect(within(table).getAllByRole('row')[1]?.textContent).toBe(
      'CraneEarly startMon 2 Mar 2026, 08:00Tue 3 Mar 2026, 08:00The file has no holiday.',
    )
    expect((await screen.findByRole('link', { name: 'Open the plan' })).getAttribute('href')).toBe('/projects/p')
    expect(screen.getByRole('list', { name: 'Warnings' }).textContent).toBe('Line 1, column 14: A column is not read')
  })

  it('is taken back, and says what was kept and why', async () => {
    show({ ...completed, report: null })
    const kept = [
      {
        entity: 'task',
        id: 't',
        name: 'Crane',
        fields: ['durationMinutes'],
        reason: 'changed-since',
        revision: 7,
        actorName: 'Ben',
      },
    ]
    const answer = { summary: 'Undid: Imported harbour.xml', kept, keptCount: 1 }
    service.answers.undoImport = () => ({ ...completed, report: null, state: 'undoing', revision: 8 })
    service.answers.getImportKept = () => answer
    await press('Undo this import')
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Undo this import' }))
    expect(await screen.findByText('Being taken back', { selector: 'h2' })).toBeTruthy()
    act(() => follow({ ...completed, report: null, state: 'undone', keptCount: 1, revision: 9 }))
    expect(await screen.findByText('Taken back', { selector: 'h2' })).toBeTruthy()
    await press('1 row was kept')
    const table = await screen.findByRole('table', { name: 'Rows that were kept' })
    expect(table.textContent).toContain('changed since by Ben, revision 7')
  })

  it('tells where a file is broken', async () => {
    const error = { message: 'The element is not closed', line: 12, column: 3 }
    show(importJob({ state: 'failed', error, projectId: null, makesProject: true }))
    expect((await screen.findByRole('alert')).textContent).toBe('Line 12, column 3: The element is not closed')
    expect(screen.queryByRole('list', { name: 'Steps' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Choose another file' }).getAttribute('href')).toBe('/imports/new')
  })
})

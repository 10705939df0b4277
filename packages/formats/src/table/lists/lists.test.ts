import { describe, expect, it } from 'vitest'
import { PLAIN_ASSIGNMENT, PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from '../../plain-document.ts'
import type { DocumentTask, PlanDocument } from '../../plan-document.ts'
import { STANDARD_WEEK } from '../../standard-calendars.ts'
import { tasksTable } from '../tasks/tasks-table.ts'
import type { Table, TableCells } from '../write/table.ts'
import { assignmentsTable } from './assignments-table.ts'
import { calendarsTable } from './calendars-table.ts'
import { linksTable } from './links-table.ts'
import { resourcesTable } from './resources-table.ts'

const task = (key: string, name: string, values: Partial<DocumentTask> = {}): DocumentTask => ({
  ...{ ...PLAIN_TASK, key, name, line: 1 },
  ...values,
})

const PLAN: PlanDocument = {
  ...PLAIN_PLAN,
  name: 'Plan',
  start: null,
  defaultCalendarKey: 'c',
  calendars: [
    {
      ...{ key: 'c', guid: null, name: 'Standard', baseKey: null, week: STANDARD_WEEK, workWeeks: [], extra: null },
      exceptions: [],
    },
    {
      key: 'n',
      guid: null,
      name: 'Night',
      baseKey: 'c',
      week: [[{ from: 1320, to: 1800 }], null, null, null, null, [], null],
      workWeeks: [{ name: 'Summer', from: '2026-07-01', to: '2026-08-31', week: [[], ...Array(6).fill(null)] }],
      exceptions: [
        { name: 'Feast', from: '2026-12-25', to: '2026-12-26', shifts: [] },
        {
          ...{
            name: 'Stand-in',
            from: '2026-01-01',
            to: '2026-12-31',
            shifts: [{ from: 480, to: 720 }],
            occurrences: 3,
          },
          recurs: { kind: 'monthly-weekday', every: 2, weekday: 2, position: -1 },
        },
      ],
      extra: null,
    },
  ],
  tasks: [
    task('1', 'Phase'),
    task('2', 'Dig', { parentKey: '1', durationMinutes: 720, calendarKey: 'n' }),
    task('3', 'Done', { parentKey: '1', kind: 'milestone', durationMinutes: 0, pointAt: 'finish' }),
  ],
  links: [
    {
      ...{ key: 'l', predecessorKey: '2', successorKey: '3', type: 'SS', lagMinutes: -90, lagUnit: 'working' },
      ...{ extra: null, line: 1 },
    },
  ],
  resources: [
    { ...PLAIN_RESOURCE, key: 'a', name: 'Ann', email: 'ann@example.org', maxUnits: 0.07, standardRateMinor: 9_050 },
  ],
  assignments: [
    { ...PLAIN_ASSIGNMENT, key: 'x', taskKey: '2', resourceKey: 'a', units: 0.5, workMinutes: 100, notes: '=x' },
  ],
  warnings: [],
}

/** Rows as objects of what is not empty. */
async function rowsOf({ columns, rows }: Table): Promise<Record<string, unknown>[]> {
  const read: TableCells[] = []
  for await (const cells of rows) read.push(cells)
  return read.map((cells) =>
    Object.fromEntries(columns.flatMap(({ key }, index) => (cells[index] === null ? [] : [[key, cells[index]]]))),
  )
}

describe('the lists of a document', () => {
  it('have the tasks, with columns that say something', async () => {
    const table = tasksTable(PLAN)
    expect(table.columns.map(({ label }) => label).join()).toBe(
      'ID,Outline level,Name,Milestone,Duration,Predecessors,Resources,% complete,Constraint type,Constraint date,Deadline,Calendar,Notes',
    )
    expect(table.outlineKey).toBe('level')
    expect(await rowsOf(table)).toMatchObject([
      { id: '1', level: 1, name: 'Phase', milestone: 'No', duration: '1d' },
      { id: '2', level: 2, duration: '1.5d', calendar: 'Night', resources: 'Ann[50%]' },
      { id: '3', level: 2, milestone: 'Finish', duration: '0d', predecessors: '2SS-90m' },
    ])
  })

  it('have the links', async () => {
    expect(await rowsOf(linksTable(PLAN))).toEqual([
      { predecessor: '2', predecessorName: 'Dig', successor: '3', successorName: 'Done', type: 'SS', lag: '-90m' },
    ])
  })

  it('have the resources and their assignments', async () => {
    expect(await rowsOf(resourcesTable(PLAN))).toMatchObject([
      { id: 'a', name: 'Ann', kind: 'work', email: 'ann@example.org', maxUnits: 7, standardRate: 9_050 },
    ])
    expect(await rowsOf(assignmentsTable(PLAN))).toEqual([
      {
        ...{
          task: '2',
          taskName: 'Dig',
          resource: 'Ann',
          units: 50,
          work: 1.6667,
          actualWork: 0,
          overtime: 0,
          delay: 0,
        },
        notes: '=x',
      },
    ])
  })

  it('have the calendars', async () => {
    const rows = await rowsOf(calendarsTable(PLAN))
    expect(rows.filter(({ calendar }) => calendar === 'Standard')).toHaveLength(7)
    expect(rows[0]).toEqual({ calendar: 'Standard', entry: 'Week', days: 'Monday', times: '08:00-12:00; 13:00-17:00' })
    expect(rows.slice(7)).toEqual([
      { calendar: 'Night', base: 'Standard', entry: 'Week', days: 'Monday', times: '22:00-30:00' },
      { calendar: 'Night', base: 'Standard', entry: 'Week', days: 'Saturday', times: 'none' },
      {
        ...{ calendar: 'Night', base: 'Standard', entry: 'Work week', name: 'Summer' },
        ...{ from: '2026-07-01', to: '2026-08-31', days: 'Monday', times: 'none' },
      },
      {
        ...{ calendar: 'Night', base: 'Standard', entry: 'Exception', name: 'Feast' },
        ...{ from: '2026-12-25', to: '2026-12-26', days: 'every day', times: 'none' },
      },
      {
        ...{ calendar: 'Night', base: 'Standard', entry: 'Exception', name: 'Stand-in' },
        ...{ from: '2026-01-01', to: '2026-12-31', times: '08:00-12:00' },
        days: 'every 2 months on the last Tuesday, 3 times',
      },
    ])
  })

  it('call tasks by numbers where their keys could not stand in lists', async () => {
    const tasks = PLAN.tasks.map((each) => ({ ...each, key: `${each.key};`, parentKey: each.parentKey && '1;' }))
    const links = PLAN.links.map((link) => ({ ...link, predecessorKey: '2;', successorKey: '3;' }))
    const rows = await rowsOf(tasksTable({ ...PLAN, tasks, links }))
    expect(rows.map(({ id, predecessors }) => [id, predecessors])).toEqual([
      ['1', ''],
      ['2', ''],
      ['3', '2SS-90m'],
    ])
  })
})

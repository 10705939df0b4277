import { schedule, textOf } from '@throughline/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDocument } from '../../test-support/any-document.ts'
import { anyExtra } from '../../test-support/any-extra.ts'
import { STANDARD_CALENDAR, storedPlan } from '../../test-support/stored-plan.ts'
import { PLAIN_ASSIGNMENT, PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from '../plain-document.ts'
import type { DocumentCalendar, DocumentLink, DocumentTask, PlanDocument } from '../plan-document.ts'
import { planOf } from '../plan-of.ts'
import { documentOfRows } from './document-of-rows.ts'
import type { IdOf } from './document-row.ts'
import type { PlanRows } from './plan-rows.ts'
import { isFinishHeld } from './project-row.ts'
import { rowsOfDocument } from './rows-of-document.ts'

const idOf: IdOf = (entity, key) => `${entity}:${key}`
const thereAndBack = (document: PlanDocument) => documentOfRows(storedPlan(rowsOfDocument(document, idOf)))

/**
 * What becomes of a document on its way through the database: rows without a GUID have their id for one, the project has
 * a name, a start, a time zone and a calendar, a finish that nothing is held to is the computed one, and of a task count
 * the dates that are computed here. Lines are those of no file; what another project's task is, and what a summary says
 * of its own, is not kept; so a percentage of a summary is the time that it was.
 */
function normal(document: PlanDocument): PlanDocument {
  const hasCalendar = document.defaultCalendarKey !== null
  const calendars = document.calendars.map((calendar) => ({
    ...calendar,
    guid: calendar.guid ?? idOf('calendar', calendar.key),
    exceptions: calendar.exceptions.map(withoutNull),
  }))
  const summaries = new Set(document.tasks.map(({ parentKey }) => parentKey))
  return {
    ...document,
    name: document.name ?? 'Imported plan',
    start: document.start ?? '2026-01-05T08:00',
    finish: isFinishHeld(document) ? document.finish : '2026-12-24T17:00',
    timeZone: document.timeZone ?? 'Europe/Berlin',
    calendars: hasCalendar ? calendars : [standard, ...calendars],
    defaultCalendarKey: document.defaultCalendarKey ?? STANDARD_CALENDAR.id,
    tasks: document.tasks.map((task) => normalTask(task, summaries.has(task.key))),
    links: document.links.map((link) => ({ ...link, ...normalLag(link, document, summaries), line: 0 })),
    resources: document.resources.map((each) => ({ ...each, guid: each.guid ?? idOf('resource', each.key) })),
    assignments: document.assignments.map((each) => ({ ...each, guid: each.guid ?? idOf('assignment', each.key) })),
  }
}

const standard: DocumentCalendar = {
  key: STANDARD_CALENDAR.id,
  guid: STANDARD_CALENDAR.id,
  name: STANDARD_CALENDAR.name,
  baseKey: null,
  week: STANDARD_CALENDAR.week,
  workWeeks: [],
  exceptions: [],
  extra: null,
}

function withoutNull({ recurs, occurrences, ...exception }: DocumentCalendar['exceptions'][number]) {
  return { ...exception, ...(recurs == null ? {} : { recurs }), ...(occurrences == null ? {} : { occurrences }) }
}

function normalTask(task: DocumentTask, isSummary: boolean): DocumentTask {
  const { stored } = task
  return {
    ...task,
    guid: task.guid ?? idOf('task', task.key),
    external: null,
    stored:
      stored === null || stored.earlyStart === null
        ? null
        : { ...stored, start: stored.earlyStart, finish: stored.earlyFinish },
    line: 0,
    ...(isSummary ? ofSummary : {}),
  }
}

function normalLag(link: DocumentLink, { tasks }: PlanDocument, summaries: ReadonlySet<string | null>) {
  const summary = tasks.find(({ key }) => key === link.predecessorKey && summaries.has(key))
  if (link.lagUnit !== 'percent' || summary === undefined) return {}
  const minutes = Math.round((summary.durationMinutes * link.lagMinutes) / 100) + 0
  const lagMinutes = Math.min(Math.max(minutes, -6_240_000), 6_240_000)
  return { lagMinutes, lagUnit: summary.isElapsed ? ('elapsed' as const) : ('working' as const) }
}

const ofSummary = { durationMinutes: 0, percentComplete: 0, progress: null, splits: [] }

/** What is computed of summaries has tests of its own. */
function withPlainSummaries(document: PlanDocument): PlanDocument {
  const summaries = new Set(document.tasks.map(({ parentKey }) => parentKey))
  return {
    ...document,
    tasks: document.tasks.map((task) => (summaries.has(task.key) ? { ...task, ...ofSummary } : task)),
  }
}

/** The dates of all tasks, or why there are none. */
function datesOf(document: PlanDocument): unknown {
  try {
    const { tasks } = schedule(planOf(document))
    return tasks.map(({ id, start, finish, totalFloat }) => [id, textOf(start), textOf(finish), totalFloat])
  } catch (error) {
    return String(error)
  }
}

describe('a document that goes into the database and out again', () => {
  it('is the same but for what the database says itself', () => {
    fc.assert(
      fc.property(anyDocument({ extra: () => anyExtra }), (document) => {
        expect(withPlainSummaries(thereAndBack(document))).toEqual(normal(document))
      }),
      { numRuns: 200 },
    )
  })

  it('is scheduled the same', () => {
    fc.assert(
      fc.property(anyDocument({ bareProject: false }), (document) => {
        expect(datesOf(thereAndBack(document))).toEqual(datesOf(document))
      }),
      { numRuns: 200 },
    )
  })

  it('does not change any more the second time', () => {
    fc.assert(
      fc.property(anyDocument(), (document) => {
        const once = thereAndBack(document)
        expect(thereAndBack(once)).toEqual(once)
      }),
      { numRuns: 100 },
    )
  })
})

const ROWS = rowsOfDocument(
  {
    ...PLAIN_PLAN,
    name: 'House',
    start: '2026-03-02T08:00',
    calendars: [],
    defaultCalendarKey: null,
    tasks: [
      { ...PLAIN_TASK, key: '1', name: 'Walls', line: 1 },
      { ...PLAIN_TASK, key: '2', parentKey: '1', name: 'Bricks', durationMinutes: 960, line: 2 },
      { ...PLAIN_TASK, key: '3', parentKey: '1', name: 'Plaster', line: 3 },
    ],
    links: [
      {
        key: '2/3/FS',
        predecessorKey: '2',
        successorKey: '3',
        type: 'FS',
        lagMinutes: 0,
        lagUnit: 'working',
        extra: null,
        line: 4,
      },
    ],
    resources: [{ ...PLAIN_RESOURCE, key: 'r', name: 'Ann' }],
    assignments: [{ ...PLAIN_ASSIGNMENT, key: '3/r', taskKey: '3', resourceKey: 'r', drivesDuration: false }],
    warnings: [],
  },
  idOf,
)
const PLAN = storedPlan(ROWS)

const placed = (task: PlanRows['tasks'][number], values: Partial<PlanRows['tasks'][number]>) => ({ ...task, ...values })
const tasksWith = (values: Readonly<Record<string, Partial<PlanRows['tasks'][number]>>>) =>
  PLAN.tasks.map((task) => placed(task, values[task.id] ?? {}))

describe('a project as a document', () => {
  it('has the computed dates for stored ones', () => {
    const dates = { earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-03T17:00', lateStart: '2026-03-03T08:00' }
    const floats = { lateFinish: '2026-03-04T17:00', totalFloatMinutes: 480, freeFloatMinutes: 0, isCritical: false }
    const { tasks } = documentOfRows({ ...PLAN, tasks: tasksWith({ 'task:2': { ...dates, ...floats } }) })
    expect(tasks.map(({ stored }) => stored)).toEqual([
      null,
      {
        ...{ start: dates.earlyStart, finish: dates.earlyFinish, ...dates, lateFinish: floats.lateFinish },
        ...{ totalSlackMinutes: 480, freeSlackMinutes: 0, isCritical: false, isSplitOrContoured: false },
      },
      null,
    ])
  })

  it('says of a task whether its work is interrupted or uneven', () => {
    const earlyStart = '2026-03-02T08:00'
    const splits = [{ afterMinutes: 60, gapMinutes: 60 }]
    const tasks = tasksWith({ 'task:1': { earlyStart }, 'task:2': { earlyStart, splits }, 'task:3': { earlyStart } })
    expect(documentOfRows({ ...PLAN, tasks }).tasks.map(({ stored }) => stored?.isSplitOrContoured)).toEqual([
      false,
      true,
      true,
    ])
  })

  it('has of a summary the working time between its dates, and how much of what is below is done', () => {
    const actual = { actualStart: '2026-03-02T08:00', actualMinutes: 720, percentComplete: 75 }
    const { tasks } = documentOfRows({
      ...PLAN,
      tasks: tasksWith({
        'task:1': { earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-10T17:00', percentComplete: 3 },
        'task:2': actual,
      }),
    })
    expect(tasks.map(({ durationMinutes }) => durationMinutes)).toEqual([7 * 480, 960, 480])
    expect(tasks.map(({ percentComplete }) => percentComplete)).toEqual([50, 75, 0])
  })

  it('has tasks in outline order, whatever order and positions the rows have', () => {
    const tasks = tasksWith({ 'task:2': { position: 7 }, 'task:3': { position: 0.5 } }).toReversed()
    expect(documentOfRows({ ...PLAN, tasks }).tasks.map(({ key }) => key)).toEqual(['1', '3', '2'])
  })

  it('calls rows by their ids that came from nowhere, or by a name that another has too', () => {
    const origins = new Map([
      ['task:1', { key: 'A', guid: 'g', extra: null }],
      ['task:2', { key: 'B', guid: null, extra: null }],
      ['task:3', { key: 'B', guid: null, extra: null }],
    ])
    const { tasks, links, resources } = documentOfRows({ ...PLAN, origins })
    expect(tasks.map(({ key, guid, parentKey }) => [key, guid, parentKey])).toEqual([
      ['A', 'g', null],
      ['task:2', 'task:2', 'A'],
      ['task:3', 'task:3', 'A'],
    ])
    expect(links).toMatchObject([{ key: 'link:2/3/FS', predecessorKey: 'task:2', successorKey: 'task:3' }])
    expect(resources).toMatchObject([{ key: 'resource:r', guid: 'resource:r' }])
  })

  it('gives no row the name that is the id of another', () => {
    const origins = new Map([['task:1', { key: 'task:2', guid: null, extra: null }]])
    const keys = documentOfRows({ ...PLAN, origins }).tasks.map(({ key }) => key)
    expect(keys).toEqual(['task:1', 'task:2', 'task:3'])
  })

  it('has the baselines with numbers in their order, and of a summary the time between its dates', () => {
    const dates = {
      earlyStart: '2026-03-02T08:00',
      earlyFinish: '2026-03-03T17:00',
      workMinutes: null,
      costMinor: null,
    }
    const tasks = [
      { taskId: 'task:1', ...dates, durationMinutes: null },
      { taskId: 'task:gone', ...dates, durationMinutes: 480 },
    ]
    const document = documentOfRows({
      ...PLAN,
      baselines: [
        { id: 'c', name: 'Twelfth', number: null, tasks },
        { id: 'b', name: 'Second', number: 3, tasks: [{ taskId: 'task:1', ...dates, durationMinutes: 480 }] },
        { id: 'a', name: 'First', number: 0, tasks },
      ],
    })
    expect(document.baselines).toEqual([
      { number: 0, name: 'First' },
      { number: 3, name: 'Second' },
    ])
    const span = { start: dates.earlyStart, finish: dates.earlyFinish, workMinutes: 0, costMinor: 0 }
    expect(document.tasks.map(({ baselines }) => baselines)).toEqual([
      [
        { number: 0, durationMinutes: 960, ...span },
        { number: 3, durationMinutes: 480, ...span },
      ],
      [],
      [],
    ])
  })

  it('finishes when it is computed to, unless something is held to another date', () => {
    const finishOf = (values: Partial<PlanRows['project']>) =>
      documentOfRows({ ...PLAN, project: { ...PLAN.project, finishBy: '2026-05-29T17:00', ...values } }).finish
    expect(finishOf({})).toBe('2026-12-24T17:00')
    expect(finishOf({ scheduleFrom: 'finish' })).toBe('2026-05-29T17:00')
    expect(finishOf({ scheduleOptions: { honorsProjectFinish: true } })).toBe('2026-05-29T17:00')
  })
})

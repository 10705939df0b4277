import {
  type ChangeEntity,
  type ChangeOperation,
  type DateField,
  drivingFields,
  type Plan,
  type ProjectPatch,
  standardWeek,
  type TaskPatch,
} from '@throughline/contract'
import { freshDates, storedDates } from '@throughline/tests'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getPlan } from '../plans/read-plan.ts'
import { createNamedPlan, type NamedPlan, openStore, type Store } from '../why/testing/plan.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const weekOf = (from: number, to: number) => standardWeek.map((day) => (day?.length ? [{ from, to }] : []))
const work = { workMinutes: 1_920 }
const started = { actualStart: '2026-03-02T08:00' }
const byHand = { isManual: true, manualStart: '2026-03-10T08:00' }

type Given = {
  task?: TaskPatch
  link?: object
  derived?: object
  resource?: object
  /** Ann is assigned to the task. */
  assignment?: object
  project?: ProjectPatch
}
type Case = readonly [entity: ChangeEntity, field: string, patch: object, given?: Given]

/** One case for each field: what has to be there, and a change of this field alone that moves a date. */
const cases: readonly Case[] = [
  ['task', 'parentId', { parentId: 'phase' }],
  ['task', 'durationMinutes', { durationMinutes: 480 }],
  ['task', 'isElapsed', { isElapsed: true }],
  ['task', 'constraintType', { constraintType: 'startNoEarlierThan' }, { task: { constraintAt: '2026-03-09T08:00' } }],
  [
    'task',
    'constraintAt',
    { constraintAt: '2026-03-11T17:00' },
    { task: { constraintType: 'mustFinishOn', constraintAt: '2026-03-09T17:00' } },
  ],
  [
    'task',
    'isConstraintMandatory',
    { isConstraintMandatory: true },
    {
      task: { constraintType: 'finishNoLaterThan', constraintAt: '2026-03-02T17:00' },
      project: { scheduleOptions: { honorsConstraints: false } },
    },
  ],
  ['task', 'deadline', { deadline: '2026-03-02T17:00' }],
  ['task', 'calendarId', { calendarId: 'mornings' }],
  [
    'task',
    'ignoresResourceCalendars',
    { ignoresResourceCalendars: true },
    { task: { calendarId: 'derived' }, resource: { calendarId: 'mornings' }, assignment: {} },
  ],
  ['task', 'isManual', { isManual: true }, { task: { manualStart: '2026-03-10T08:00' } }],
  ['task', 'manualStart', { manualStart: '2026-03-11T08:00' }, { task: byHand }],
  ['task', 'manualFinish', { manualFinish: '2026-03-20T17:00' }, { task: byHand }],
  ['task', 'isActive', { isActive: false }],
  [
    'task',
    'milestoneAt',
    { milestoneAt: 'start' },
    { task: { durationMinutes: 0, constraintType: 'startNoEarlierThan', constraintAt: '2026-03-04T17:00' } },
  ],
  ['task', 'actualStart', { actualStart: '2026-03-05T08:00' }],
  ['task', 'actualFinish', { actualFinish: '2026-03-09T17:00' }, { task: started }],
  ['task', 'actualMinutes', { actualMinutes: 480 }, { task: { ...started, resumeAt: '2026-03-09T08:00' } }],
  ['task', 'resumeAt', { resumeAt: '2026-03-09T08:00' }, { task: { ...started, actualMinutes: 480 } }],
  ['task', 'splits', { splits: [{ afterMinutes: 480, gapMinutes: 480 }] }],
  ['task', 'levelingDelayMinutes', { levelingDelayMinutes: 2_880 }],
  ['task', 'effortType', { effortType: 'fixedDuration' }, { assignment: work }],
  ['link', 'type', { type: 'SS' }],
  ['link', 'lagMinutes', { lagMinutes: 480 }],
  ['link', 'lagUnit', { lagUnit: 'percent' }, { link: { lagMinutes: 60 } }],
  ['calendar', 'baseId', { baseId: 'mornings' }, { task: { calendarId: 'derived' } }],
  ['calendar', 'week', { week: weekOf(480, 540) }, { task: { calendarId: 'derived' } }],
  [
    'calendar',
    'workWeeks',
    { workWeeks: [{ from: '2026-03-02', to: '2026-03-08', week: weekOf(480, 540) }] },
    { task: { calendarId: 'derived' } },
  ],
  [
    'calendar',
    'exceptions',
    { exceptions: [{ from: '2026-03-02', to: '2026-03-31', shifts: [], recurs: { kind: 'daily', every: 2 } }] },
    { task: { calendarId: 'derived' } },
  ],
  ['resource', 'kind', { kind: 'material' }, { assignment: work }],
  ['resource', 'calendarId', { calendarId: 'mornings' }, { assignment: {} }],
  ['assignment', 'units', { units: 0.5 }, { assignment: work }],
  ['assignment', 'workMinutes', { workMinutes: 480 }, { assignment: work }],
  ['assignment', 'overtimeMinutes', { overtimeMinutes: 480 }, { assignment: work }],
  ['assignment', 'delayMinutes', { delayMinutes: 480 }, { assignment: work }],
  ['assignment', 'drivesDuration', { drivesDuration: false }, { assignment: work }],
  ['project', 'startsAt', { startsAt: '2026-03-09T08:00' }],
  ['project', 'scheduleFrom', { scheduleFrom: 'finish' }, { project: { finishBy: '2026-04-03T17:00' } }],
  [
    'project',
    'finishBy',
    { finishBy: '2026-04-10T17:00' },
    { project: { scheduleFrom: 'finish', finishBy: '2026-04-03T17:00' } },
  ],
  [
    'project',
    'statusDate',
    { statusDate: '2026-03-09T08:00' },
    { project: { scheduleOptions: { statusDateMovesWork: true } } },
  ],
  [
    'project',
    'scheduleOptions',
    { scheduleOptions: { honorsProjectFinish: true } },
    { project: { finishBy: '2026-03-31T17:00' } },
  ],
  ['project', 'calendarId', { calendarId: 'mornings' }],
]

/** The engine makes nothing of a milestone that has a duration. */
const withoutEffect = new Set(['task.kind'])

test('every field that the engine reads has a case', () => {
  const fields = Object.entries(drivingFields).flatMap(([entity, names]) => names.map((name) => `${entity}.${name}`))
  const covered = cases.map(([entity, field]) => `${entity}.${field}`)
  expect(covered.toSorted()).toEqual(fields.filter((field) => !withoutEffect.has(field)).toSorted())
})

const kinds = { phase: 'task', mornings: 'calendar', derived: 'calendar' } as const

/** Wiring for two days, then Paint; a phase that starts late; calendars that work otherwise; Ann. */
async function createPlan(given: Given) {
  const plan = await createNamedPlan(store)
  const named = <Fields extends object>(fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, String(value) in kinds ? plan.idOf(String(value)) : value]),
    ) as Fields
  const { calendarId: standard } = (await read(plan)).project
  const create = (entity: ChangeEntity, name: string, values: object) =>
    ({ op: 'create', entity, id: plan.idOf(name), values: named(values) }) as ChangeOperation
  await plan.change(
    create('calendar', 'mornings', { name: 'Mornings', week: weekOf(480, 720) }),
    create('calendar', 'derived', { name: 'Derived', baseId: standard }),
    create('resource', 'ann', { name: 'Ann', ...given.resource }),
    create('task', 'phase', { name: 'Phase', constraintType: 'startNoEarlierThan', constraintAt: '2026-03-16T08:00' }),
    create('task', 'within', { name: 'Within', parentId: 'phase' }),
    create('task', 'wiring', { name: 'Wiring', durationMinutes: 960, ...given.task }),
    create('task', 'paint', { name: 'Paint' }),
    create('link', 'follows', { predecessorId: plan.idOf('wiring'), successorId: plan.idOf('paint'), ...given.link }),
  )
  if (given.assignment) {
    const values = { taskId: plan.idOf('wiring'), resourceId: plan.idOf('ann'), ...given.assignment }
    await plan.change(create('assignment', 'work', values))
  }
  if (given.project) await plan.change({ op: 'update', entity: 'project', id: plan.projectId, patch: given.project })
  return { plan, named }
}

const read = ({ projectId }: NamedPlan) =>
  store.run(store.admin, (transaction) => getPlan(transaction, store.admin, projectId))

/** Each is asked why it moved. */
function movedDates({ idOf }: NamedPlan, before: Plan, after: Plan): [name: string, end: DateField][] {
  const dateOf = (plan: Plan, name: string, end: DateField) => {
    const task = plan.tasks.find(({ id }) => id === idOf(name))
    return end === 'start' ? task?.earlyStart : task?.earlyFinish
  }
  const ends = ['wiring', 'paint', 'phase', 'within'].flatMap((name): [string, DateField][] => [
    [name, 'start'],
    [name, 'finish'],
  ])
  return ends.filter(([name, end]) => dateOf(before, name, end) !== dateOf(after, name, end))
}

const targets: Record<string, string> = {
  task: 'wiring',
  link: 'follows',
  calendar: 'derived',
  resource: 'ann',
  assignment: 'work',
}

const all = cases.map(([entity, field, patch, given = {}]) => [entity, field, patch, given] as const)
test.each(all)('a change of %s.%s moves dates', async (entity, _, patch, given) => {
  const { plan, named } = await createPlan(given)
  expect((await plan.recompute()).kind).toBe('computed')
  const before = await read(plan)
  expect(storedDates(before)).toEqual(freshDates(before))
  const id = entity === 'project' ? plan.projectId : plan.idOf(targets[entity] ?? '')
  const revision = await plan.change({ op: 'update', entity, id, patch: named(patch) } as ChangeOperation)
  expect((await plan.recompute()).kind).toBe('computed')
  const after = await read(plan)
  expect(storedDates(after)).toEqual(freshDates(after))
  expect(storedDates(after)).not.toEqual(storedDates(before))
  for (const [name, end] of movedDates(plan, before, after)) {
    const { changes, sentence } = await plan.why(name, end)
    expect([name, end, sentence, changes.map((change) => change.revision)]).toEqual([name, end, sentence, [revision]])
  }
})

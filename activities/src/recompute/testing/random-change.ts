import { type ChangeOperation, type Plan, type ProjectPatch, standardWeek, type TaskPatch } from '@throughline/contract'
import fc from 'fast-check'

/** Numbers that stand for one change; which rows they mean depends on the plan that they meet. */
export const randomChange = fc.record({
  kind: fc.constantFrom(
    'create-task',
    'create-task',
    'create-link',
    'create-link',
    'update-duration',
    'update-duration',
    'update-constraint',
    'update-parent',
    'update-calendar',
    'rename',
    'delete-task',
    'restore',
    'update-link',
    'delete-link',
    'create-calendar',
    'change-calendar',
    'delete-calendar',
    'change-project',
    'change-options',
    'change-options',
    'update-special',
    'update-special',
    'update-special',
    'create-resource',
    'change-resource',
    'delete-resource',
    'create-assignment',
    'create-assignment',
    'update-assignment',
    'update-assignment',
    'delete-assignment',
    'undo',
  ),
  one: fc.nat(1_000),
  other: fc.nat(1_000),
  amount: fc.nat(9),
})
export type RandomChange = typeof randomChange extends fc.Arbitrary<infer Value> ? Value : never

/** What has happened so far, besides the plan: what can be restored, and what would undo the last change. */
export interface Past {
  deleted: { entity: 'task' | 'link' | 'calendar' | 'resource' | 'assignment'; id: string }[]
  inverse: ChangeOperation[]
}

/** A plan in which changes find something to change: a chain of four tasks, and people who work on two of them. */
export function firstRows(): ChangeOperation[] {
  const tasks = Array.from({ length: 4 }, () => crypto.randomUUID())
  const [ann, ben] = [crypto.randomUUID(), crypto.randomUUID()]
  const at = (index: number) => tasks[index] ?? ''
  return [
    ...tasks.map(
      (id, index): ChangeOperation => ({ op: 'create', entity: 'task', id, values: { name: `First ${index}` } }),
    ),
    ...tasks.slice(1).map(
      (successorId, index): ChangeOperation => ({
        ...{ op: 'create', entity: 'link' },
        values: { predecessorId: at(index), successorId },
      }),
    ),
    { op: 'create', entity: 'resource', id: ann, values: { name: 'Ann' } },
    { op: 'create', entity: 'resource', id: ben, values: { name: 'Ben' } },
    { op: 'create', entity: 'assignment', values: { taskId: at(0), resourceId: ann, workMinutes: 960 } },
    { op: 'create', entity: 'assignment', values: { taskId: at(2), resourceId: ben } },
  ]
}

/** What a task can have beside its duration, and what takes all of it back. */
const special: readonly TaskPatch[] = [
  { constraintType: 'asLateAsPossible', constraintAt: null },
  { constraintType: 'mustFinishOn', constraintAt: '2026-03-13T17:00', isConstraintMandatory: true },
  { deadline: '2026-03-10T17:00' },
  { isElapsed: true },
  { isManual: true, manualStart: '2026-03-11T10:00', manualFinish: null },
  { isManual: true, manualStart: '2026-03-11T10:00', manualFinish: '2026-03-16T12:00' },
  { isActive: false },
  { milestoneAt: 'finish' },
  { actualStart: '2026-03-04T09:00', actualFinish: null, resumeAt: '2026-03-16T08:00' },
  { actualStart: '2026-03-04T09:00', actualFinish: '2026-03-06T11:00' },
  { splits: [{ afterMinutes: 30, gapMinutes: 480 }] },
  { levelingDelayMinutes: 2_880 },
  { effortType: 'fixedDuration' },
  {
    ...{ constraintType: 'asSoonAsPossible', constraintAt: null, deadline: null, isElapsed: false, isManual: false },
    ...{ isActive: true, milestoneAt: null, actualStart: null, actualFinish: null, resumeAt: null, splits: [] },
    ...{ levelingDelayMinutes: 0, effortType: 'fixedUnits' },
  },
]

const options: readonly ProjectPatch[] = [
  { scheduleFrom: 'start', finishBy: null, statusDate: null, scheduleOptions: {} },
  { scheduleFrom: 'finish', finishBy: '2026-06-01T17:00' },
  { finishBy: '2026-03-20T17:00', scheduleOptions: { honorsProjectFinish: true } },
  { statusDate: '2026-03-09T12:00', scheduleOptions: { statusDateMovesWork: true } },
  { scheduleOptions: { lagCalendar: 'aroundTheClock', criticalFloatMinutes: 480 } },
]

/** The operations of a change; none when the plan has no row for it. */
export function operationsOf(plan: Plan, past: Past, { kind, one, other, amount }: RandomChange): ChangeOperation[] {
  const pick = <Row>(rows: readonly Row[], number: number): Row | undefined => rows[number % Math.max(1, rows.length)]
  const [task, second] = [pick(plan.tasks, one)?.id, pick(plan.tasks, other)?.id]
  const link = pick(plan.links, one)?.id
  const calendar = pick(plan.calendars, one)?.id
  const resource = pick(plan.resources, other)?.id
  const assignment = pick(plan.assignments, one)?.id
  const updateProject = (patch: ProjectPatch): ChangeOperation[] => [
    { op: 'update', entity: 'project', id: plan.project.id, patch },
  ]
  const someCalendar = pick([null, ...plan.calendars.map(({ id }) => id)], other) ?? null
  const parentId = pick([null, ...plan.tasks.map(({ id }) => id)], other) ?? null
  const updateTask = (patch: object): ChangeOperation[] =>
    task ? [{ op: 'update', entity: 'task', id: task, patch } as ChangeOperation] : []
  switch (kind) {
    case 'create-task': {
      const values = { name: `Task ${one}`, parentId, durationMinutes: amount * 240, calendarId: null }
      return [{ op: 'create', entity: 'task', id: crypto.randomUUID(), values }]
    }
    case 'create-link': {
      const type = (['FS', 'SS', 'FF', 'SF'] as const)[amount % 4] ?? 'FS'
      const ends = task && second && task !== second ? { predecessorId: task, successorId: second } : null
      return ends ? [{ op: 'create', entity: 'link', id: crypto.randomUUID(), values: { ...ends, type } }] : []
    }
    case 'update-duration':
      return updateTask({ durationMinutes: amount * 120, kind: amount === 0 ? 'milestone' : 'task' })
    case 'update-constraint':
      return updateTask(
        amount < 3
          ? { constraintType: 'asSoonAsPossible', constraintAt: null }
          : { constraintType: 'startNoEarlierThan', constraintAt: `2026-03-1${amount}T08:00` },
      )
    case 'update-parent':
      return updateTask({ parentId })
    case 'update-calendar':
      return updateTask({ calendarId: someCalendar })
    case 'rename':
      return updateTask({ name: `Renamed ${other}` })
    case 'delete-task':
      return task ? [{ op: 'delete', entity: 'task', id: task }] : []
    case 'restore': {
      const row = pick(past.deleted, one)
      return row ? [{ op: 'restore', ...row }] : []
    }
    case 'update-special':
      return updateTask(pick(special, other) ?? {})
    case 'update-link': {
      const lagUnit = (['working', 'elapsed', 'percent'] as const)[other % 3] ?? 'working'
      return link ? [{ op: 'update', entity: 'link', id: link, patch: { lagMinutes: (amount - 4) * 60, lagUnit } }] : []
    }
    case 'delete-link':
      return link ? [{ op: 'delete', entity: 'link', id: link }] : []
    case 'create-calendar': {
      const baseId = amount > 6 ? (calendar ?? null) : null
      const values = { name: `Calendar ${one}`, baseId, week: weekFrom(amount), exceptions: [] }
      return [{ op: 'create', entity: 'calendar', id: crypto.randomUUID(), values }]
    }
    case 'change-calendar':
      return calendar ? [{ op: 'update', entity: 'calendar', id: calendar, patch: { week: weekFrom(amount) } }] : []
    case 'delete-calendar':
      return calendar ? [{ op: 'delete', entity: 'calendar', id: calendar }] : []
    case 'change-project':
      return updateProject(amount < 5 ? { startsAt: `2026-03-0${2 + amount}T08:00` } : { calendarId: calendar ?? '' })
    case 'change-options':
      return updateProject(pick(options, other) ?? {})
    case 'create-resource': {
      const kind = amount < 8 ? 'work' : 'material'
      const values = { name: `Resource ${one}`, kind, calendarId: someCalendar } as const
      return [{ op: 'create', entity: 'resource', id: crypto.randomUUID(), values }]
    }
    case 'change-resource':
      return resource ? [{ op: 'update', entity: 'resource', id: resource, patch: { calendarId: someCalendar } }] : []
    case 'delete-resource':
      return resource ? [{ op: 'delete', entity: 'resource', id: resource }] : []
    case 'create-assignment': {
      const workMinutes = amount < 5 ? null : amount * 120
      return task && resource
        ? [
            {
              ...{ op: 'create', entity: 'assignment', id: crypto.randomUUID() },
              values: { taskId: task, resourceId: resource, units: amount === 1 ? 0.5 : 1, workMinutes },
            },
          ]
        : []
    }
    case 'update-assignment': {
      const patches = [{ workMinutes: amount * 60 }, { delayMinutes: amount * 60 }, { overtimeMinutes: 60 }]
      const patch = pick([...patches, { drivesDuration: amount < 5 }, { units: 0.5 }], other) ?? {}
      return assignment ? [{ op: 'update', entity: 'assignment', id: assignment, patch }] : []
    }
    case 'delete-assignment':
      return assignment ? [{ op: 'delete', entity: 'assignment', id: assignment }] : []
    case 'undo':
      return past.inverse
  }
}

/** A working week with some days off. */
function weekFrom(amount: number) {
  return standardWeek.map((day, index) => (index < 5 && index !== amount % 6 ? day : []))
}

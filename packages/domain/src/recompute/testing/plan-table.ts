import {
  calendarDefaults,
  type DrivingProject,
  type LagUnit,
  projectDefaults,
  resourceDefaults,
  taskDefaults,
} from '@throughline/contract'
import type {
  AssignmentColumns,
  ComputedColumns,
  LinkColumns,
  PlanChanges,
  PlanColumns,
  RestOfTask,
  TaskColumns,
} from '@throughline/database'
import fc from 'fast-check'

type RowOf<Columns> = {
  [Name in keyof Columns]: Columns[Name] extends (infer Value)[] ? Value : never
} & { isDeleted: boolean }
type TaskRow = RowOf<Omit<TaskColumns, 'rest'>> & { rest: RestOfTask | null }
type LinkRow = RowOf<Omit<LinkColumns, 'lagUnit'>> & { lagUnit: LagUnit }
type AssignmentRow = RowOf<AssignmentColumns>
type CalendarRow = PlanChanges['calendars'][number]
type ResourceRow = PlanChanges['resources'][number]
type Rows = Pick<PlanChanges, 'tasks' | 'links' | 'calendars' | 'resources' | 'assignments'>

export const noAssignments: AssignmentColumns = {
  id: [],
  taskId: [],
  resourceId: [],
  units: [],
  workMinutes: [],
  overtimeMinutes: [],
  delayMinutes: [],
  drivesDuration: [],
}

const taskId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
const calendarId = fc.constantFrom('nights', 'mornings')
const resourceId = fc.constantFrom('ann', 'ben')
const isDeleted = fc.constantFrom(false, false, false, true)

/** What a task can have beside its columns, one at a time. */
const special = fc.constantFrom<Partial<RestOfTask>>(
  { constraintType: 'asLateAsPossible' },
  { constraintType: 'mustFinishOn', constraintAt: '2026-03-09T17:00' },
  { constraintType: 'finishNoLaterThan', constraintAt: '2026-03-04T17:00', isConstraintMandatory: true },
  { deadline: '2026-03-05T17:00' },
  { isElapsed: true },
  { ignoresResourceCalendars: true },
  { isManual: true, manualStart: '2026-03-06T10:00' },
  { isManual: true, manualStart: '2026-03-06T10:00', manualFinish: '2026-03-10T12:00' },
  { isActive: false },
  { milestoneAt: 'finish' },
  { actualStart: '2026-03-03T09:00', actualMinutes: 30, resumeAt: '2026-03-11T08:00' },
  { actualStart: '2026-03-03T09:00', actualFinish: '2026-03-04T11:00' },
  { splits: [{ afterMinutes: 30, gapMinutes: 480 }] },
  { levelingDelayMinutes: 2_880 },
  { effortType: 'fixedDuration' },
)
const rest = fc.option(
  special.map((fields): RestOfTask => {
    const { constraintType = 'asSoonAsPossible' } = fields
    return { ...taskDefaults, constraintAt: null, ...fields, constraintType }
  }),
  { freq: 2 },
)

/** Rows written by one change or several; each comes, changes, goes or comes back. */
export const randomWrites = fc.record({
  tasks: fc.array(
    fc.record({
      id: taskId,
      isDeleted,
      parentId: fc.option(taskId, { freq: 3 }),
      durationMinutes: fc.constantFrom(0, 60, 480, 2_400),
      calendarId: fc.option(calendarId, { freq: 3 }),
      startNoEarlierThan: fc.option(fc.integer({ min: 29_540_000, max: 29_560_000 }), { freq: 3 }),
      rest,
      kind: fc.constantFrom('task' as const, 'task' as const, 'milestone' as const),
    }),
    { maxLength: 5 },
  ),
  links: fc.array(
    fc.record({
      id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
      isDeleted,
      predecessorId: taskId,
      successorId: taskId,
      type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
      lagMinutes: fc.constantFrom(0, 0, 120, -120),
      lagUnit: fc.constantFrom('working' as const, 'working' as const, 'elapsed' as const, 'percent' as const),
    }),
    { maxLength: 3 },
  ),
  calendars: fc.array(
    fc.record({
      id: calendarId,
      from: fc.constantFrom(0, 240, 480),
      baseId: fc.constantFrom(null, 'standard'),
      isDeleted,
    }),
    { maxLength: 1 },
  ),
  resources: fc.array(
    fc.record({
      id: resourceId,
      kind: fc.constantFrom('work' as const, 'work' as const, 'material' as const),
      calendarId: fc.option(calendarId),
      isDeleted,
    }),
    { maxLength: 2 },
  ),
  assignments: fc.array(
    fc.record({
      id: fc.constantFrom('x', 'y', 'z'),
      taskId,
      resourceId,
      units: fc.constantFrom(1, 0.5),
      workMinutes: fc.constantFrom(null, 480),
      overtimeMinutes: fc.constantFrom(0, 60),
      delayMinutes: fc.constantFrom(0, 0, 120),
      drivesDuration: fc.boolean(),
      isDeleted,
    }),
    { maxLength: 2 },
  ),
})

const atFirst = { ...projectDefaults, startsAt: '2026-03-02T08:00', calendarId: 'standard' }

/** What people set on a project. */
export const randomProject = fc.constantFrom<Partial<DrivingProject>>(
  {},
  {},
  { startsAt: '2026-03-03T08:00' },
  { startsAt: '2026-03-04T08:00' },
  { scheduleFrom: 'finish', finishBy: '2026-04-03T17:00' },
  { finishBy: '2026-03-20T17:00', scheduleOptions: { honorsProjectFinish: true } },
  { statusDate: '2026-03-05T12:00', scheduleOptions: { statusDateMovesWork: true } },
  { scheduleOptions: { lagCalendar: 'aroundTheClock', honorsConstraints: false } },
)
export const projectWith = (fields: Partial<DrivingProject>): DrivingProject => ({ ...atFirst, ...fields })

type Writes = typeof randomWrites extends fc.Arbitrary<infer Value> ? Value : never

const values = {
  earlyStart: null,
  earlyFinish: null,
  lateStart: null,
  lateFinish: null,
  totalFloat: null,
  freeFloat: null,
}
const valueNames = [
  'earlyStart',
  'earlyFinish',
  'lateStart',
  'lateFinish',
  'totalFloat',
  'freeFloat',
  'isCritical',
] as const
const taskNames = [
  ...['id', 'parentId', 'kind', 'durationMinutes', 'calendarId', 'startNoEarlierThan', 'rest', 'isSummary'],
  ...valueNames,
]
const linkNames = ['id', 'predecessorId', 'successorId', 'type', 'lagMinutes', 'lagUnit']
const assignmentNames = Object.keys(noAssignments)

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)

/** Rows as the database keeps them: deleted ones stay, and computed values with them. */
export class PlanTable {
  readonly #tasks = new Map<string, TaskRow>()
  readonly #links = new Map<string, LinkRow>()
  readonly #written = new Set<string>()
  readonly #calendars = new Map<string, CalendarRow>([['standard', calendarFrom('standard', 480, null, false)]])
  readonly #resources = new Map<string, ResourceRow>()
  readonly #assignments = new Map<string, AssignmentRow>()

  write({ tasks, links, calendars, resources, assignments }: Writes) {
    for (const row of tasks)
      this.#tasks.set(row.id, { ...values, isSummary: false, isCritical: false, ...this.#tasks.get(row.id), ...row })
    for (const row of links) this.#links.set(row.id, row)
    for (const row of calendars) this.#calendars.set(row.id, calendarFrom(row.id, row.from, row.baseId, row.isDeleted))
    for (const row of resources) this.#resources.set(row.id, { ...resourceDefaults, maxUnits: 1, ...row })
    for (const row of assignments) this.#assignments.set(row.id, row)
    for (const { id } of [...tasks, ...links, ...calendars, ...resources, ...assignments]) this.#written.add(id)
    this.#mend()
  }

  /** What refers to rows that are not there goes too, or refers to nothing; parents and predecessors have lesser ids. */
  #mend() {
    const change = <Row extends { id: string }>(row: Row, values: Partial<Row>) => {
      Object.assign(row, values)
      this.#written.add(row.id)
    }
    const isLive = (row: { isDeleted: boolean } | undefined) => row?.isDeleted === false
    for (const row of [...this.#tasks.values(), ...this.#resources.values()]) {
      const own = row.calendarId
      if (own !== null && !isLive(this.#calendars.get(own))) change(row, { calendarId: null })
    }
    for (const task of this.#tasks.values()) {
      const { id, parentId } = task
      if (parentId !== null && (parentId >= id || !isLive(this.#tasks.get(parentId)))) change(task, { parentId: null })
    }
    for (const link of this.#links.values()) {
      const ends = [link.predecessorId, link.successorId]
      const isFit = link.predecessorId < link.successorId && ends.every((end) => isLive(this.#tasks.get(end)))
      if (!isFit && !link.isDeleted) change(link, { isDeleted: true })
    }
    for (const row of this.#assignments.values()) {
      const isFit = isLive(this.#tasks.get(row.taskId)) && isLive(this.#resources.get(row.resourceId))
      if (!isFit && !row.isDeleted) change(row, { isDeleted: true })
    }
  }

  /** The rows that were written since the last call. */
  takeChanges(): Rows {
    const written = <Row extends { id: string }>(rows: Map<string, Row>) =>
      [...rows.values()].filter(({ id }) => this.#written.has(id))
    const changes: Rows = {
      tasks: columnsOf(written(this.#tasks), [...taskNames, 'isDeleted']),
      links: columnsOf(written(this.#links), [...linkNames, 'isDeleted']),
      calendars: written(this.#calendars),
      resources: written(this.#resources),
      assignments: columnsOf(written(this.#assignments), [...assignmentNames, 'isDeleted']),
    }
    this.#written.clear()
    return changes
  }

  /** All rows that are not deleted, in the order of their ids. */
  all(): Omit<PlanColumns, 'project'> {
    const live = <Row extends { id: string; isDeleted: boolean }>(rows: Map<string, Row>) =>
      [...rows.values()].filter((row) => !row.isDeleted).sort(byId)
    return {
      tasks: columnsOf(live(this.#tasks), taskNames),
      links: columnsOf(live(this.#links), linkNames),
      calendars: live(this.#calendars).map(({ isDeleted: _, ...calendar }) => calendar),
      resources: live(this.#resources),
      assignments: columnsOf(live(this.#assignments), assignmentNames),
    }
  }

  /** Stores what was computed, but for rows that are deleted. */
  store(computed: ComputedColumns): void {
    for (const [index, id] of computed.id.entries()) {
      const row = this.#tasks.get(id)
      if (!row || row.isDeleted) continue
      row.isSummary = computed.isSummary[index] === true
      for (const name of valueNames) Object.assign(row, { [name]: computed[name][index] })
    }
  }
}

type AnyRow = { readonly id: string } & Readonly<Record<string, unknown>>
const plainly: Readonly<Record<string, unknown>> = { rest: null, lagUnit: 'working' }

/** As the database makes them: what few rows have stands by their ids. */
function columnsOf<Columns>(rows: readonly { id: string }[], names: readonly string[]): Columns {
  const given = rows as readonly AnyRow[]
  const few = (name: string) => given.filter((row) => row[name] !== plainly[name]).map((row) => [row.id, row[name]])
  const column = (name: string) => {
    if (!(name in plainly)) return given.map((row) => row[name])
    return few(name).length === 0 ? null : Object.fromEntries(few(name))
  }
  return Object.fromEntries(names.map((name) => [name, column(name)])) as Columns
}

/** One that derives from another works as that does on Fridays. */
function calendarFrom(id: string, from: number, baseId: string | null, isDeleted: boolean): CalendarRow {
  const day = [{ from, to: from + 480 }]
  const friday = baseId === null ? day : null
  return { id, ...calendarDefaults, baseId, week: [day, day, day, day, friday, [], []], exceptions: [], isDeleted }
}

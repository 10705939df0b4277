import type { ComputedColumns, LinkColumns, PlanChanges, PlanColumns, TaskColumns } from '@throughline/database'
import fc from 'fast-check'

type RowOf<Columns> = { [Name in keyof Columns]: Columns[Name] extends (infer Value)[] ? Value : never }
type TaskRow = RowOf<TaskColumns> & { isDeleted: boolean }
type LinkRow = RowOf<LinkColumns> & { isDeleted: boolean }
type CalendarRow = PlanChanges['calendars'][number]

const taskId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
const calendarId = fc.constantFrom('nights', 'mornings')
const isDeleted = fc.constantFrom(false, false, false, true)

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
    }),
    { maxLength: 3 },
  ),
  calendars: fc.array(fc.record({ id: calendarId, from: fc.constantFrom(0, 240, 480), isDeleted }), { maxLength: 1 }),
})

type Writes = typeof randomWrites extends fc.Arbitrary<infer Value> ? Value : never

const values = {
  earlyStart: null,
  earlyFinish: null,
  lateStart: null,
  lateFinish: null,
  totalFloat: null,
  freeFloat: null,
}
const taskNames = [
  'id',
  'parentId',
  'kind',
  'durationMinutes',
  'calendarId',
  'startNoEarlierThan',
  'isSummary',
] as const
const valueNames = [
  'earlyStart',
  'earlyFinish',
  'lateStart',
  'lateFinish',
  'totalFloat',
  'freeFloat',
  'isCritical',
] as const
const linkNames = ['id', 'predecessorId', 'successorId', 'type', 'lagMinutes'] as const

/** Rows as the database keeps them: deleted ones stay, and computed values with them. */
export class PlanTable {
  readonly #tasks = new Map<string, TaskRow>()
  readonly #links = new Map<string, LinkRow>()
  readonly #written = new Set<string>()
  readonly #calendars = new Map<string, CalendarRow>([['standard', calendarFrom('standard', 480, false)]])

  write({ tasks, links, calendars }: Writes) {
    for (const row of tasks)
      this.#tasks.set(row.id, { ...values, isSummary: false, isCritical: false, ...this.#tasks.get(row.id), ...row })
    for (const row of links) this.#links.set(row.id, row)
    for (const { id, from, isDeleted: gone } of calendars) this.#calendars.set(id, calendarFrom(id, from, gone))
    for (const { id } of [...tasks, ...links, ...calendars]) this.#written.add(id)
    this.#mend()
  }

  /** What refers to rows that are not there goes too, or refers to nothing; parents and predecessors have lesser ids. */
  #mend() {
    const change = <Row extends { id: string }>(row: Row, values: Partial<Row>) => {
      Object.assign(row, values)
      this.#written.add(row.id)
    }
    const isLive = (row: { isDeleted: boolean } | undefined) => row?.isDeleted === false
    for (const task of this.#tasks.values()) {
      const { id, parentId, calendarId: own } = task
      if (parentId !== null && (parentId >= id || !isLive(this.#tasks.get(parentId)))) change(task, { parentId: null })
      if (own !== null && !isLive(this.#calendars.get(own))) change(task, { calendarId: null })
    }
    for (const link of this.#links.values()) {
      const ends = [link.predecessorId, link.successorId]
      const isFit = link.predecessorId < link.successorId && ends.every((end) => isLive(this.#tasks.get(end)))
      if (!isFit && !link.isDeleted) change(link, { isDeleted: true })
    }
  }

  /** The rows that were written since the last call. */
  takeChanges(): Pick<PlanChanges, 'tasks' | 'links' | 'calendars'> {
    const written = <Row extends { id: string }>(rows: Map<string, Row>) =>
      [...rows.values()].filter(({ id }) => this.#written.has(id))
    const changes: Pick<PlanChanges, 'tasks' | 'links' | 'calendars'> = {
      tasks: columnsOf(written(this.#tasks), [...taskNames, ...valueNames, 'isDeleted']),
      links: columnsOf(written(this.#links), [...linkNames, 'isDeleted']),
      calendars: written(this.#calendars),
    }
    this.#written.clear()
    return changes
  }

  /** All rows that are not deleted, in the order of their ids. */
  all(): Pick<PlanColumns, 'tasks' | 'links' | 'calendars'> {
    const live = <Row extends { id: string; isDeleted: boolean }>(rows: Map<string, Row>) =>
      [...rows.values()].filter((row) => !row.isDeleted).sort((one, other) => (one.id < other.id ? -1 : 1))
    return {
      tasks: columnsOf(live(this.#tasks), [...taskNames, ...valueNames]),
      links: columnsOf(live(this.#links), [...linkNames]),
      calendars: live(this.#calendars).map(({ isDeleted: _, ...calendar }) => calendar),
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

function columnsOf<Columns>(rows: readonly object[], names: readonly string[]): Columns {
  const column = (name: string) => rows.map((row) => (row as Record<string, unknown>)[name])
  return Object.fromEntries(names.map((name) => [name, column(name)])) as Columns
}

function calendarFrom(id: string, from: number, isDeleted: boolean): CalendarRow {
  const day = [{ from, to: from + 480 }]
  return { id, week: [day, day, day, day, day, [], []], exceptions: [], isDeleted }
}

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
  readonly #calendars = new Map<string, CalendarRow>([['standard', calendarFrom('standard', 480, false)]])

  /** Writes rows, and answers those written. */
  write({ tasks, links, calendars }: typeof randomWrites extends fc.Arbitrary<infer Value> ? Value : never) {
    for (const row of tasks)
      this.#tasks.set(row.id, { ...values, isSummary: false, isCritical: false, ...this.#tasks.get(row.id), ...row })
    for (const row of links) this.#links.set(row.id, row)
    for (const { id, from, isDeleted: gone } of calendars) this.#calendars.set(id, calendarFrom(id, from, gone))
    const written = <Row extends { id: string }>(rows: Map<string, Row>, list: { id: string }[]) =>
      [...rows.values()].filter(({ id }) => list.some((row) => row.id === id))
    return {
      tasks: columnsOf(written(this.#tasks, tasks), [...taskNames, ...valueNames, 'isDeleted']) as PlanChanges['tasks'],
      links: columnsOf(written(this.#links, links), [...linkNames, 'isDeleted']) as PlanChanges['links'],
      calendars: written(this.#calendars, calendars),
    }
  }

  /** All rows that are not deleted, in the order of their ids. */
  all(): Pick<PlanColumns, 'tasks' | 'links' | 'calendars'> {
    const live = <Row extends { id: string; isDeleted: boolean }>(rows: Map<string, Row>) =>
      [...rows.values()].filter((row) => !row.isDeleted).sort((one, other) => (one.id < other.id ? -1 : 1))
    return {
      tasks: columnsOf(live(this.#tasks), [...taskNames, ...valueNames]) as TaskColumns,
      links: columnsOf(live(this.#links), [...linkNames]) as LinkColumns,
      calendars: live(this.#calendars).map(({ isDeleted: _, ...calendar }) => calendar),
    }
  }

  /** Stores what was computed. */
  store(computed: ComputedColumns): void {
    for (const [index, id] of computed.id.entries()) {
      const row = this.#tasks.get(id)
      if (!row) continue
      row.isSummary = computed.isSummary[index] === true
      for (const name of valueNames) Object.assign(row, { [name]: computed[name][index] })
    }
  }
}

function columnsOf<Row extends object>(rows: readonly Row[], names: readonly string[]): Record<string, unknown[]> {
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => (row as Record<string, unknown>)[name])]))
}

function calendarFrom(id: string, from: number, isDeleted: boolean): CalendarRow {
  const day = [{ from, to: from + 480 }]
  return { id, week: [day, day, day, day, day, [], []], exceptions: [], isDeleted }
}

import type { DateDriver, DateField } from '@throughline/contract'
import type {
  AssignmentPlace,
  CalendarPlace,
  LinkPlace,
  MoveRow,
  ResourcePlace,
  TaskPlace,
} from '@throughline/database'

/** How one run, or one change that is only tried, moved a task. Wall times compare as texts. */
export interface Move {
  readonly taskId: string
  readonly before: Ends<string | null>
  readonly after: Ends<string>
  readonly driver: Ends<DateDriver | null>
  /** What drove it until then; null where that is not known. */
  readonly former: Ends<DateDriver | null>
}

export type Ends<Value> = Readonly<Record<DateField, Value>>

/** What is known of one movement of a plan: enough of it to walk from a task back to where its movement began. */
export interface Movement {
  readonly projectId: string
  readonly projectCalendarId: string | null
  readonly moves: ReadonlyMap<string, Move>
  readonly tasks: ReadonlyMap<string, TaskPlace>
  readonly links: ReadonlyMap<string, LinkPlace>
  /** Links into each task. */
  readonly incoming: ReadonlyMap<string, readonly LinkPlace[]>
  readonly children: ReadonlyMap<string, readonly TaskPlace[]>
  /** Names of tasks, those at the far end of links included. */
  readonly names: ReadonlyMap<string, string>
  readonly calendars: ReadonlyMap<string, CalendarPlace>
  readonly assignments: ReadonlyMap<string, AssignmentPlace>
  /** Assignments to each task. */
  readonly assigned: ReadonlyMap<string, readonly AssignmentPlace[]>
  readonly resources: ReadonlyMap<string, ResourcePlace>
}

export interface MovementInput {
  projectId: string
  moves: readonly Move[]
  tasks: readonly TaskPlace[]
  links: readonly LinkPlace[]
  calendars: readonly CalendarPlace[]
  assignments: readonly AssignmentPlace[]
  resources: readonly ResourcePlace[]
}

export function createMovement(input: MovementInput): Movement {
  const { projectId, moves, tasks, links, calendars, assignments, resources } = input
  return {
    projectId,
    projectCalendarId: calendars.find(({ isProjects }) => isProjects)?.id ?? null,
    moves: new Map(moves.map((move) => [move.taskId, move])),
    tasks: new Map(tasks.map((task) => [task.id, task])),
    links: new Map(links.map((link) => [link.id, link])),
    incoming: groupBy(links, ({ successorId }) => successorId),
    children: groupBy(
      tasks.filter(({ parentId }) => parentId !== null),
      ({ parentId }) => parentId as string,
    ),
    names: namesOf(tasks, links),
    calendars: new Map(calendars.map((calendar) => [calendar.id, calendar])),
    assignments: new Map(assignments.map((assignment) => [assignment.id, assignment])),
    assigned: groupBy(assignments, ({ taskId }) => taskId),
    resources: new Map(resources.map((resource) => [resource.id, resource])),
  }
}

export function namesOf(tasks: readonly TaskPlace[], links: readonly LinkPlace[]): Map<string, string> {
  const names = new Map(links.map((link) => [link.predecessorId, link.predecessorName]))
  for (const { id, name } of tasks) names.set(id, name)
  return names
}

export function moveOf(row: MoveRow): Move {
  return {
    taskId: row.taskId,
    before: { start: row.startBefore, finish: row.finishBefore },
    after: { start: row.startAfter, finish: row.finishAfter },
    // Runs of the first releases kept the driver of the start only.
    driver: { start: row.startDriver, finish: row.finishDriver ?? { kind: 'duration' } },
    former: { start: row.formerStart, finish: row.formerFinish ?? (row.formerStart && { kind: 'duration' }) },
  }
}

/** -1 earlier, 1 later, 0 not at all; null: the date was computed for the first time. */
export function directionOf({ before, after }: Move, field: DateField): -1 | 0 | 1 | null {
  const from = before[field]
  if (from === null) return null
  const to = after[field]
  return to === from ? 0 : to > from ? 1 : -1
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}

import type { ChangeOperation, FieldConflict } from '@throughline/contract'
import type { PlanEntity, PlanState, ProjectFields } from '@throughline/database'

/**
 * What a change set works on: the rows that it touches, in memory. Operations are checked and applied here, one after
 * the other, by pure code; what was touched is written afterwards in bulk. Rows are replaced, never changed in place.
 */
export interface WorkingSet {
  readonly projectId: string
  /** Fields that a person set after this revision conflict; undefined: none do. */
  readonly ifMatch: number | undefined
  /** The head of the stream: the plan that the operations are applied to. */
  readonly head: number
  project: ProjectState
  readonly rows: { readonly [Entity in PlanEntity]: Map<string, PlanState<Entity>> }
  readonly touched: { readonly [Entity in PlanEntity | 'project']: Map<string, Touch> }
  /** Tasks whose path changed because a task above them moved. */
  readonly repathed: Set<string>
  /** Last position among the children of each parent. */
  readonly lastPositions: Map<string | null, number>
  /** Those of the people named who belong to the organisation. */
  readonly people: ReadonlySet<string>
  readonly outcome: Outcome
}

export interface ProjectState extends ProjectFields {
  readonly id: string
  readonly finishesAt: string | null
  readonly fieldRevisions: Readonly<Record<string, number>>
}

/** A row that the change set created, or fields of one that it set; neither: deleted or restored. */
export interface Touch {
  readonly isNew: boolean
  readonly fields: Set<string>
}

/** What the operations so far came to. */
export interface Outcome {
  /** As applied, ids filled in. */
  operations: ChangeOperation[]
  /** For each operation those that take it back, in the order in which to apply them. */
  inverses: ChangeOperation[][]
  created: string[]
  conflicts: FieldConflict[]
  movesDates: boolean
  /** A link appeared or a task moved in the tree: the plan may have a circle now. */
  mayClose: boolean
}

export interface WorkingSetInput {
  projectId: string
  ifMatch?: number | undefined
  head: number
  project: ProjectState
  rows: { [Entity in PlanEntity]: readonly PlanState<Entity>[] }
  lastPositions: Map<string | null, number>
  people: ReadonlySet<string>
}

export function createWorkingSet(input: WorkingSetInput): WorkingSet {
  const { task, link, calendar, resource, assignment, baseline } = input.rows
  return {
    projectId: input.projectId,
    ifMatch: input.ifMatch,
    head: input.head,
    project: input.project,
    rows: {
      task: byId(task),
      link: byId(link),
      calendar: byId(calendar),
      resource: byId(resource),
      assignment: byId(assignment),
      baseline: byId(baseline),
    },
    touched: {
      task: new Map(),
      link: new Map(),
      calendar: new Map(),
      resource: new Map(),
      assignment: new Map(),
      baseline: new Map(),
      project: new Map(),
    },
    repathed: new Set(),
    lastPositions: new Map(input.lastPositions),
    people: input.people,
    outcome: { operations: [], inverses: [], created: [], conflicts: [], movesDates: false, mayClose: false },
  }
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]))

/** The operations that take back all that was applied, in the order in which to apply them. */
export const inverseOf = (set: WorkingSet): ChangeOperation[] => set.outcome.inverses.toReversed().flat()

export const rowsOf = <Entity extends PlanEntity>(set: WorkingSet, entity: Entity): Map<string, PlanState<Entity>> =>
  set.rows[entity] as Map<string, PlanState<Entity>>

/** Live rows of an entity that are in the set. */
export const liveRows = <Entity extends PlanEntity>(set: WorkingSet, entity: Entity): PlanState<Entity>[] =>
  [...rowsOf(set, entity).values()].filter((row) => !row.isDeleted)

export function touch(set: WorkingSet, entity: PlanEntity | 'project', id: string, isNew = false): Touch {
  const known = set.touched[entity].get(id)
  if (known) return known
  const fresh: Touch = { isNew, fields: new Set() }
  set.touched[entity].set(id, fresh)
  return fresh
}

import type { BaselineTask, ChangeOperation, FieldConflict } from '@throughline/contract'
import type { PlanEntity, PlanState, ProjectFields } from '@throughline/database'
import { IndexedRows } from './indexed-rows.ts'
import type { Place } from './place.ts'

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
  /** What came after this revision is of the same act, and no conflict. */
  readonly actHead: number
  project: ProjectState
  readonly rows: { readonly [Entity in PlanEntity]: IndexedRows<PlanState<Entity>> }
  readonly touched: { readonly [Entity in PlanEntity | 'project']: Map<string, Touch> }
  /** Tasks whose path changed because a task above them moved. */
  readonly repathed: Set<string>
  /** Last position among the children of each parent. */
  readonly lastPositions: Map<string | null, number>
  /** What new baselines hold that do not take the dates of the plan, by their ids. */
  readonly broughtBaselines: Map<string, BroughtBaseline>
  /** Those of the people named who belong to the organisation. */
  readonly people: ReadonlySet<string>
  /** Those of the people whom comments mention who have a role in the project. */
  readonly mentionable: ReadonlySet<string>
  /** Who acts: the author of new comments. */
  readonly actorId: string
  readonly outcome: Outcome
}

export interface ProjectState extends ProjectFields {
  readonly id: string
  readonly finishesAt: string | null
  readonly fieldRevisions: Readonly<Record<string, number>>
}

export interface BroughtBaseline {
  readonly tasks: readonly BaselineTask[]
  readonly place: Place
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
  actHead?: number | undefined
  project: ProjectState
  rows: { [Entity in PlanEntity]: readonly PlanState<Entity>[] }
  lastPositions: Map<string | null, number>
  people: ReadonlySet<string>
  mentionable: ReadonlySet<string>
  actorId: string
}

export function createWorkingSet(input: WorkingSetInput): WorkingSet {
  const { task, link, calendar, resource, assignment, baseline, comment, checklistItem } = input.rows
  return {
    projectId: input.projectId,
    ifMatch: input.ifMatch,
    head: input.head,
    actHead: input.actHead ?? Number.POSITIVE_INFINITY,
    project: input.project,
    rows: {
      task: new IndexedRows(task, ({ parentId }) => (parentId ? [parentId] : [])),
      link: new IndexedRows(link, (row) => [row.predecessorId, row.successorId, endsOf(row)]),
      calendar: new IndexedRows(calendar, () => []),
      resource: new IndexedRows(resource, () => []),
      assignment: new IndexedRows(assignment, ({ taskId, resourceId }) => [taskId, resourceId]),
      baseline: new IndexedRows(baseline, () => []),
      comment: new IndexedRows(comment, ({ taskId }) => [taskId]),
      checklistItem: new IndexedRows(checklistItem, ({ taskId }) => [taskId]),
    },
    touched: {
      task: new Map(),
      link: new Map(),
      calendar: new Map(),
      resource: new Map(),
      assignment: new Map(),
      baseline: new Map(),
      comment: new Map(),
      checklistItem: new Map(),
      project: new Map(),
    },
    repathed: new Set(),
    lastPositions: new Map(input.lastPositions),
    broughtBaselines: new Map(),
    people: input.people,
    mentionable: input.mentionable,
    actorId: input.actorId,
    outcome: { operations: [], inverses: [], created: [], conflicts: [], movesDates: false, mayClose: false },
  }
}

/** By what links are twins, but for their type. */
const endsOf = ({ predecessorId, successorId }: Pick<PlanState<'link'>, 'predecessorId' | 'successorId'>) =>
  `${predecessorId}>${successorId}`

/** The operations that take back all that was applied, in the order in which to apply them. */
export const inverseOf = (set: WorkingSet): ChangeOperation[] => set.outcome.inverses.toReversed().flat()

export const rowsOf = <Entity extends PlanEntity>(set: WorkingSet, entity: Entity): IndexedRows<PlanState<Entity>> =>
  set.rows[entity] as unknown as IndexedRows<PlanState<Entity>>

/** Live links with the ends of this one, itself too. */
export const linksBetween = (set: WorkingSet, link: Pick<PlanState<'link'>, 'predecessorId' | 'successorId'>) =>
  alive(set.rows.link.having(endsOf(link)))

/** Live rows of an entity that name another row: children of a task, its links and assignments, those of a resource. */
export const liveRowsOf = <Entity extends PlanEntity>(set: WorkingSet, entity: Entity, id: string) =>
  alive(rowsOf(set, entity).having(id))

const alive = <Row extends { isDeleted: boolean }>(rows: readonly Row[]): Row[] => rows.filter((row) => !row.isDeleted)

/** Live rows of an entity that are in the set. */
export const liveRows = <Entity extends PlanEntity>(set: WorkingSet, entity: Entity): PlanState<Entity>[] =>
  alive([...rowsOf(set, entity).values()])

export function touch(set: WorkingSet, entity: PlanEntity | 'project', id: string, isNew = false): Touch {
  const known = set.touched[entity].get(id)
  if (known) return known
  const fresh: Touch = { isNew, fields: new Set() }
  set.touched[entity].set(id, fresh)
  return fresh
}

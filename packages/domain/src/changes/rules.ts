import type {
  AssignmentPatch,
  AssignmentValues,
  BaselinePatch,
  BaselineValues,
  CalendarPatch,
  CalendarValues,
  ChecklistItemPatch,
  ChecklistItemValues,
  Comment,
  CommentPatch,
  CommentValues,
  LinkPatch,
  LinkValues,
  ResourcePatch,
  ResourceValues,
  TaskPatch,
  TaskValues,
} from '@throughline/contract'
import type { PlanEntity, PlanFieldsOf, PlanState } from '@throughline/database'
import type { Place } from './place.ts'
import type { WorkingSet } from './working-set.ts'

export interface ValuesOf {
  task: TaskValues
  link: LinkValues
  calendar: CalendarValues
  resource: ResourceValues
  assignment: AssignmentValues
  baseline: BaselineValues
  comment: CommentValues
  checklistItem: ChecklistItemValues
}
export interface PatchOf {
  task: TaskPatch
  link: LinkPatch
  calendar: CalendarPatch
  resource: ResourcePatch
  assignment: AssignmentPatch
  baseline: BaselinePatch
  comment: CommentPatch & Partial<Pick<Comment, 'mentions' | 'editedAt'>>
  checklistItem: ChecklistItemPatch
}

/** A row that goes when another one does. */
export interface Dependent {
  entity: PlanEntity
  id: string
}

/** What is particular to one kind of row. */
export interface Rules<Entity extends PlanEntity> {
  /** Fields whose change may move dates. */
  readonly dateFields: ReadonlySet<string>
  /** Whether a row that appears or goes may move dates. */
  readonly existenceMovesDates: boolean
  /** A new row of values, defaults filled in. */
  build(set: WorkingSet, id: string, values: ValuesOf[Entity], place: Place): PlanFieldsOf[Entity]
  /** What is kept in the change set of the values of a new row; left out: all of them. */
  keep?(values: ValuesOf[Entity]): ValuesOf[Entity]
  /** Refuses a row that does not fit; `changed` limits the check to what these fields bear on. */
  check(set: WorkingSet, row: PlanState<Entity>, changed: ReadonlySet<string> | 'all', place: Place): void
  /** Fields that follow from a patch. */
  complete?(set: WorkingSet, row: PlanState<Entity>, patch: PatchOf[Entity], place: Place): PatchOf[Entity]
  /** Fields that the inverse has to name besides those that changed, or they would get defaults. */
  recall?(row: PlanState<Entity>, changed: readonly string[]): PatchOf[Entity]
  /** After a row has been put in place with `changed` fields. */
  settle?(set: WorkingSet, row: PlanState<Entity>, changed: ReadonlySet<string> | 'all', place: Place): void
  /** Refuses to let a row go that others need. */
  release?(set: WorkingSet, row: PlanState<Entity>, place: Place): void
  /** Rows that go with it, in the order in which to restore them. */
  dependents?(set: WorkingSet, row: PlanState<Entity>): Dependent[]
}

export const has = (changed: ReadonlySet<string> | 'all', ...fields: string[]): boolean =>
  changed === 'all' || fields.some((field) => changed.has(field))

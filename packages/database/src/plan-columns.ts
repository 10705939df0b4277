import type { Assignment, Baseline, Calendar, Link, Resource, Task } from '@throughline/contract'

/** The rows that a plan is made of; their tables bear these names. */
export type PlanEntity = 'task' | 'link' | 'calendar' | 'resource' | 'assignment' | 'baseline'
export const planEntities: readonly PlanEntity[] = ['calendar', 'task', 'link', 'resource', 'assignment', 'baseline']

/** What change sets write: the fields that people set, and the place in the tree of a task. */
export interface PlanFieldsOf {
  task: Pick<
    Task,
    | 'id'
    | 'parentId'
    | 'position'
    | 'name'
    | 'notes'
    | 'kind'
    | 'durationMinutes'
    | 'constraintType'
    | 'constraintAt'
    | 'calendarId'
    | 'percentComplete'
  > & { path: string }
  link: Omit<Link, 'projectId' | 'revision'>
  calendar: Omit<Calendar, 'projectId' | 'revision'>
  resource: Omit<Resource, 'projectId' | 'revision'>
  assignment: Omit<Assignment, 'projectId' | 'revision'>
  baseline: Omit<Baseline, 'projectId' | 'revision' | 'capturedAt'>
}

/** A row as the rules of change see it. `fieldRevisions`: the revision at which a person last set each field. */
export type PlanState<Entity extends PlanEntity> = PlanFieldsOf[Entity] & {
  fieldRevisions: Readonly<Record<string, number>>
  isDeleted: boolean
}

/** Field, column and type in SQL. */
export type Column = readonly [field: string, column: string, type: string]

export const settableColumns: Record<PlanEntity, readonly Column[]> = {
  task: [
    ['parentId', 'parent_id', 'uuid'],
    ['path', 'path', 'ltree'],
    ['position', 'position', 'double precision'],
    ['name', 'name', 'text'],
    ['notes', 'notes', 'text'],
    ['kind', 'kind', 'text'],
    ['durationMinutes', 'duration_minutes', 'integer'],
    ['constraintType', 'constraint_type', 'text'],
    ['constraintAt', 'constraint_at', 'timestamp'],
    ['calendarId', 'calendar_id', 'uuid'],
    ['percentComplete', 'percent_complete', 'smallint'],
  ],
  link: [
    ['predecessorId', 'predecessor_id', 'uuid'],
    ['successorId', 'successor_id', 'uuid'],
    ['type', 'type', 'text'],
    ['lagMinutes', 'lag_minutes', 'integer'],
  ],
  calendar: [
    ['name', 'name', 'text'],
    ['week', 'week', 'jsonb'],
    ['exceptions', 'exceptions', 'jsonb'],
  ],
  resource: [
    ['name', 'name', 'text'],
    ['kind', 'kind', 'text'],
    ['personId', 'person_id', 'uuid'],
    ['calendarId', 'calendar_id', 'uuid'],
    ['maxUnits', 'max_units', 'double precision'],
  ],
  assignment: [
    ['taskId', 'task_id', 'uuid'],
    ['resourceId', 'resource_id', 'uuid'],
    ['units', 'units', 'double precision'],
  ],
  baseline: [
    ['name', 'name', 'text'],
    ['capturedRevision', 'captured_revision', 'bigint'],
    ['startsAt', 'starts_at', 'timestamp'],
    ['finishesAt', 'finishes_at', 'timestamp'],
  ],
}

/** What only a recompute writes. */
export const computedColumns: readonly Column[] = [
  ['isSummary', 'is_summary', 'boolean'],
  ['earlyStart', 'early_start', 'timestamp'],
  ['earlyFinish', 'early_finish', 'timestamp'],
  ['lateStart', 'late_start', 'timestamp'],
  ['lateFinish', 'late_finish', 'timestamp'],
  ['totalFloatMinutes', 'total_float_minutes', 'integer'],
  ['freeFloatMinutes', 'free_float_minutes', 'integer'],
  ['isCritical', 'is_critical', 'boolean'],
]

const stamps: readonly Column[] = [
  ['createdAt', 'created_at', 'timestamptz'],
  ['updatedAt', 'updated_at', 'timestamptz'],
  ['editedRevision', 'edited_revision', 'bigint'],
]

/** Columns of a whole row, as it is read. */
export const readColumns = (entity: PlanEntity): readonly Column[] => [
  ['id', 'id', 'uuid'],
  ['projectId', 'project_id', 'uuid'],
  ['revision', 'revision', 'bigint'],
  ...settableColumns[entity].filter(([field]) => field !== 'path'),
  ...(entity === 'task' ? [...computedColumns, ...stamps] : []),
  ...(entity === 'baseline' ? [['capturedAt', 'captured_at', 'timestamptz'] as const] : []),
]

/** A whole row as it is read; tasks carry the revision at which a change set last wrote them. */
export interface PlanRowOf {
  task: Task & { editedRevision: number }
  link: Link
  calendar: Calendar
  resource: Resource
  assignment: Assignment
  baseline: Baseline
}

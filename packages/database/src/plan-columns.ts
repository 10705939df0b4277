import {
  type Assignment,
  assignmentDefaults,
  type Baseline,
  type Calendar,
  type ChecklistItem,
  type Comment,
  type ComputedTask,
  type Link,
  linkDefaults,
  type Resource,
  type SentAssignment,
  type SentLink,
  type SentTask,
  type Task,
  taskDefaults,
} from '@throughline/contract'
import { sql } from 'kysely'

/** The rows that a plan is made of. */
export type PlanEntity =
  | 'task'
  | 'link'
  | 'calendar'
  | 'resource'
  | 'assignment'
  | 'baseline'
  | 'comment'
  | 'checklistItem'
export const planEntities: readonly PlanEntity[] = [
  ...(['calendar', 'task', 'link', 'resource', 'assignment', 'baseline', 'comment', 'checklistItem'] as const),
]

/** Tables bear the names of what their rows are. */
export const planTable = (entity: PlanEntity) =>
  sql.table(entity.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

/** What change sets write: the fields that people set, and the place in the tree of a task. */
export interface PlanFieldsOf {
  task: Omit<Task, 'projectId' | 'revision' | 'createdAt' | 'updatedAt' | keyof ComputedTask> & { path: string }
  link: Omit<Link, 'projectId' | 'revision'>
  calendar: Omit<Calendar, 'projectId' | 'revision'>
  resource: Omit<Resource, 'projectId' | 'revision'>
  assignment: Omit<Assignment, 'projectId' | 'revision'>
  baseline: Omit<Baseline, 'projectId' | 'revision' | 'capturedAt'>
  comment: Omit<Comment, 'projectId' | 'revision' | 'createdAt'>
  checklistItem: Omit<ChecklistItem, 'projectId' | 'revision'>
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
    ['wbs', 'wbs', 'text'],
    ['durationUnit', 'duration_unit', 'text'],
    ['isElapsed', 'is_elapsed', 'boolean'],
    ['isEstimated', 'is_estimated', 'boolean'],
    ['estimate', 'estimate', 'jsonb'],
    ['isConstraintMandatory', 'is_constraint_mandatory', 'boolean'],
    ['deadline', 'deadline', 'timestamp'],
    ['ignoresResourceCalendars', 'ignores_resource_calendars', 'boolean'],
    ['isManual', 'is_manual', 'boolean'],
    ['manualStart', 'manual_start', 'timestamp'],
    ['manualFinish', 'manual_finish', 'timestamp'],
    ['isActive', 'is_active', 'boolean'],
    ['milestoneAt', 'milestone_at', 'text'],
    ['actualStart', 'actual_start', 'timestamp'],
    ['actualFinish', 'actual_finish', 'timestamp'],
    ['actualMinutes', 'actual_minutes', 'integer'],
    ['resumeAt', 'resume_at', 'timestamp'],
    ['splits', 'splits', 'jsonb'],
    ['levelingDelayMinutes', 'leveling_delay_minutes', 'integer'],
    ['priority', 'priority', 'smallint'],
    ['effortType', 'effort_type', 'text'],
    ['isEffortDriven', 'is_effort_driven', 'boolean'],
    ['customFields', 'custom_fields', 'jsonb'],
  ],
  link: [
    ['predecessorId', 'predecessor_id', 'uuid'],
    ['successorId', 'successor_id', 'uuid'],
    ['type', 'type', 'text'],
    ['lagMinutes', 'lag_minutes', 'integer'],
    ['lagUnit', 'lag_unit', 'text'],
  ],
  calendar: [
    ['name', 'name', 'text'],
    ['baseId', 'base_id', 'uuid'],
    ['week', 'week', 'jsonb'],
    ['workWeeks', 'work_weeks', 'jsonb'],
    ['exceptions', 'exceptions', 'jsonb'],
  ],
  resource: [
    ['name', 'name', 'text'],
    ['kind', 'kind', 'text'],
    ['personId', 'person_id', 'uuid'],
    ['calendarId', 'calendar_id', 'uuid'],
    ['maxUnits', 'max_units', 'double precision'],
    ['availability', 'availability', 'jsonb'],
    ['email', 'email', 'text'],
    ['notes', 'notes', 'text'],
    ['standardRateMinor', 'standard_rate_minor', 'bigint'],
    ['overtimeRateMinor', 'overtime_rate_minor', 'bigint'],
    ['costPerUseMinor', 'cost_per_use_minor', 'bigint'],
  ],
  assignment: [
    ['taskId', 'task_id', 'uuid'],
    ['resourceId', 'resource_id', 'uuid'],
    ['units', 'units', 'double precision'],
    ['workMinutes', 'work_minutes', 'integer'],
    ['actualWorkMinutes', 'actual_work_minutes', 'integer'],
    ['remainingWorkMinutes', 'remaining_work_minutes', 'integer'],
    ['overtimeMinutes', 'overtime_minutes', 'integer'],
    ['delayMinutes', 'delay_minutes', 'integer'],
    ['drivesDuration', 'drives_duration', 'boolean'],
    ['notes', 'notes', 'text'],
  ],
  baseline: [
    ['name', 'name', 'text'],
    ['number', 'number', 'smallint'],
    ['capturedRevision', 'captured_revision', 'bigint'],
    ['startsAt', 'starts_at', 'timestamp'],
    ['finishesAt', 'finishes_at', 'timestamp'],
  ],
  comment: [
    ['taskId', 'task_id', 'uuid'],
    ['authorId', 'author_id', 'uuid'],
    ['body', 'body', 'text'],
    ['mentions', 'mentions', 'uuid[]'],
    ['editedAt', 'edited_at', 'timestamptz'],
  ],
  checklistItem: [
    ['taskId', 'task_id', 'uuid'],
    ['text', 'text', 'text'],
    ['isDone', 'is_done', 'boolean'],
    ['position', 'position', 'float8'],
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
  ...(entity === 'comment' ? [['createdAt', 'created_at', 'timestamptz'] as const] : []),
]

/** Of the tables with most rows, what few of them have: columns with a default, and what that is. */
export const rareColumns = {
  task: rareOf('task', taskDefaults),
  link: rareOf('link', linkDefaults),
  assignment: rareOf('assignment', assignmentDefaults),
}
export type ThinEntity = keyof typeof rareColumns

function rareOf(entity: PlanEntity, defaults: object): readonly (readonly [column: Column, fallback: unknown])[] {
  const values = new Map(Object.entries(defaults))
  return settableColumns[entity].filter(([field]) => values.has(field)).map((column) => [column, values.get(column[0])])
}

/** A row as it is sent: what goes without saying is left out. */
export interface ThinRowOf {
  task: SentTask
  link: SentLink
  assignment: SentAssignment
}

/** A whole row as it is read; tasks carry the revision at which a change set last wrote them. */
export interface PlanRowOf {
  task: Task & { editedRevision: number }
  link: Link
  calendar: Calendar
  resource: Resource
  assignment: Assignment
  baseline: Baseline
  comment: Comment
  checklistItem: ChecklistItem
}

import type { TaskField } from './task-fields.ts'

/** What the fields are called in the product, for faults; the first of those that a column says. */
export const PRODUCT_FIELDS: Readonly<Record<TaskField, string>> = {
  id: 'id',
  guid: 'guid',
  wbs: 'wbs',
  outlineNumber: 'wbs',
  level: 'parentId',
  parent: 'parentId',
  name: 'name',
  milestone: 'kind',
  duration: 'durationMinutes',
  start: 'constraintAt',
  predecessors: 'predecessors',
  resources: 'resources',
  percent: 'percentComplete',
  constraintType: 'constraintType',
  constraintDate: 'constraintAt',
  mandatory: 'isConstraintMandatory',
  deadline: 'deadline',
  calendar: 'calendarId',
  ignoresResourceCalendars: 'ignoresResourceCalendars',
  priority: 'priority',
  actualStart: 'actualStart',
  actualFinish: 'actualFinish',
  actualDuration: 'actualMinutes',
  resume: 'resumeAt',
  mode: 'isManual',
  manualStart: 'manualStart',
  manualFinish: 'manualFinish',
  active: 'isActive',
  effortType: 'effortType',
  effortDriven: 'isEffortDriven',
  levelingDelay: 'levelingDelayMinutes',
  optimistic: 'estimate',
  mostLikely: 'estimate',
  pessimistic: 'estimate',
  notes: 'notes',
  scheduledStart: 'stored',
  scheduledFinish: 'stored',
  totalSlack: 'stored',
  critical: 'stored',
}

/** What a column says besides. */
const BESIDES: Readonly<Partial<Record<TaskField, readonly string[]>>> = {
  milestone: ['milestoneAt'],
  duration: ['durationUnit', 'isElapsed', 'isEstimated', 'kind'],
  start: ['constraintType'],
  constraintType: ['constraintAt'],
  constraintDate: ['constraintType'],
  level: ['position'],
  parent: ['position'],
}
/** What is no field of a task that people set. */
const NONE: ReadonlySet<string> = new Set(['id', 'guid', 'predecessors', 'resources', 'stored'])

/** The fields of tasks that the columns of a table say something about. */
export function toldFields(columns: ReadonlySet<TaskField>, hasCustomFields: boolean): string[] {
  const told = [...columns].flatMap((field) => [PRODUCT_FIELDS[field], ...(BESIDES[field] ?? [])])
  return [...new Set([...told, ...(hasCustomFields ? ['customFields'] : [])])].filter((field) => !NONE.has(field))
}

// Points at the rule of the design, "scheduling", that most likely explains a difference: by the
// field, and by what our engine says binds the date.
import type { Driver, Schedule } from '@throughline/engine'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import type { Field } from './compare-schedule.ts'

interface Context {
  readonly document: PlanDocument
  readonly schedule: Schedule
  /** Fields that differ, by task. */
  readonly differing: ReadonlyMap<string, ReadonlySet<Field>>
}

export function suspectedRule(task: DocumentTask, field: Field, context: Context): string {
  switch (field) {
    case 'start':
    case 'early_start':
      return ofDate(task, context.schedule.explain(task.key).start, context)
    case 'finish':
    case 'early_finish':
      return ofFinish(task, context)
    case 'late_start':
    case 'late_finish':
      return ofLateDate(task)
    case 'total_slack':
      return hasOne(task, context, ['late_start', 'late_finish']) ? 'follows its late dates' : 'rule 18 (total slack)'
    case 'free_slack':
      return hasOne(task, context, ['total_slack']) ? 'follows its total slack, or rule 19' : 'rule 19 (free slack)'
    case 'critical':
      return hasOne(task, context, ['total_slack']) ? 'follows its total slack' : 'rule 20 (critical)'
  }
}

function ofFinish(task: DocumentTask, context: Context): string {
  if (hasOne(task, context, ['start', 'early_start'])) return 'follows its start'
  if (task.stored?.isSplitOrContoured) return 'rule 28 (split or contoured work)'
  if (task.progress !== null) return 'rule 26, 28 (progress)'
  const isAssigned = context.document.assignments.some(({ taskKey }) => taskKey === task.key)
  if (isAssigned) return 'rule 3, 29 (calendars and work of its resources)'
  const [driver] = context.schedule.explain(task.key).finish
  return driver === undefined || driver.kind === 'duration'
    ? 'rule 1, 3, 4 (duration, calendar)'
    : ofDriver(driver, context)
}

function ofDate(task: DocumentTask, drivers: readonly Driver[], context: Context): string {
  if (task.progress !== null) return 'rule 26 (actual start)'
  const [driver] = drivers
  return driver === undefined ? 'no driver' : ofDriver(driver, context)
}

function ofLateDate(task: DocumentTask): string {
  if (task.progress !== null) return 'rule 9 (late dates of started tasks)'
  if (task.manual !== null) return 'rule 23 (late dates of manual tasks)'
  if (task.deadline !== null) return 'rule 16 (deadline)'
  return task.constraint === null
    ? 'rule 8, 13, 21 (backward pass)'
    : `rule 13 (${task.constraint.kind} in the backward pass)`
}

function ofDriver(driver: Driver, context: Context): string {
  switch (driver.kind) {
    case 'link': {
      const isInherited = (context.differing.get(driver.taskId)?.size ?? 0) > 0
      return isInherited
        ? `follows task ${driver.taskId}`
        : `rule 6, 7, 8 (link ${driver.linkId} from task ${driver.taskId})`
    }
    case 'constraint':
      return `rule 12, 14 (${driver.constraint})`
    case 'children':
      return 'rule 22 (roll-up)'
    case 'actual':
      return 'rule 26 (actual dates)'
    case 'manual':
      return 'rule 23 (manual)'
    case 'leveling-delay':
      return 'rule 30 (leveling delay)'
    case 'status-date':
      return 'rule 27 (status date)'
    case 'resume':
      return 'rule 28 (resume)'
    case 'calendar-gap':
      return 'rule 4, 5 (calendar)'
    case 'late-as-possible':
      return 'rule 11 (as late as possible)'
    case 'duration':
      return 'rule 1, 3 (duration)'
    case 'assignment':
      return `rule 3, 29 (assignment of resource ${driver.resourceId})`
    case 'project-start':
    case 'project-finish':
      return `rule 21 (${driver.kind})`
  }
}

function hasOne(task: DocumentTask, { differing }: Context, fields: readonly Field[]): boolean {
  return fields.some((field) => differing.get(task.key)?.has(field))
}

import type { PlanLink, PlanTask } from './types.ts'

/** An `error` stops `schedule` or makes its answer meaningless; a `warning` is for a planner to judge. */
export type Severity = 'error' | 'warning'

export type FindingCode =
  | 'duplicate-id'
  | 'unknown-reference'
  | 'outline-cycle'
  | 'link-cycle'
  | 'link-to-itself'
  | 'link-within-outline'
  | 'repeated-link'
  | 'link-of-inactive-task'
  | 'invalid-calendar'
  | 'invalid-number'
  | 'unknown-kind'
  | 'out-of-range'
  | 'constraint-without-date'
  | 'constraint-before-start'
  | 'constraints-out-of-order'
  | 'deadline-before-start'
  | 'ignored-on-summary'
  | 'finish-without-start'
  | 'finish-before-start'
  | 'done-beyond-duration'
  | 'done-without-start'
  | 'actual-after-status-date'
  | 'manual-dates-out-of-order'
  | 'invalid-split'
  | 'missing-finish'

/** Something about a plan, with the ids of all it is about; `message` names them too. */
export interface Finding {
  readonly severity: Severity
  readonly code: FindingCode
  readonly message: string
  readonly taskIds: readonly string[]
  readonly linkIds: readonly string[]
  readonly calendarIds: readonly string[]
  readonly resourceIds: readonly string[]
}

interface Subjects {
  readonly taskIds?: readonly string[]
  readonly linkIds?: readonly string[]
  readonly calendarIds?: readonly string[]
  readonly resourceIds?: readonly string[]
}

export function finding(severity: Severity, code: FindingCode, message: string, about: Subjects = {}): Finding {
  const none: readonly string[] = []
  return {
    severity,
    code,
    message,
    taskIds: about.taskIds ?? none,
    linkIds: about.linkIds ?? none,
    calendarIds: about.calendarIds ?? none,
    resourceIds: about.resourceIds ?? none,
  }
}

export function aboutTask(severity: Severity, code: FindingCode, task: PlanTask, what: string): Finding {
  return finding(severity, code, `task ${task.id}: ${what}`, { taskIds: [task.id] })
}

export function aboutLink(severity: Severity, code: FindingCode, link: PlanLink, what: string): Finding {
  return finding(severity, code, `link ${link.id}: ${what}`, {
    taskIds: [link.predecessorId, link.successorId],
    linkIds: [link.id],
  })
}

import { aboutTask, type Finding } from './finding.ts'
import type { ConstraintKind, Plan, PlanTask, TaskProgress } from './types.ts'

/** What the tasks of a plan say about themselves: numbers, constraints, splits, progress. */
export function checkTasks(plan: Plan): Finding[] {
  const summaryIds = new Set(plan.tasks.map((task) => task.parentId))
  return plan.tasks.flatMap((task) =>
    summaryIds.has(task.id)
      ? [...numbers(task), ...ignoredOnSummary(task)]
      : [...numbers(task), ...constraints(task, plan), ...splits(task), ...manualDates(task), ...progress(task, plan)],
  )
}

function numbers(task: PlanTask): Finding[] {
  const found: Finding[] = []
  if (!isWhole(task.durationMinutes) || task.durationMinutes < 0) {
    found.push(aboutTask('error', 'invalid-number', task, `a duration of ${task.durationMinutes} minutes`))
  }
  const delay = task.levelingDelayMinutes ?? 0
  if (!isWhole(delay) || delay < 0) {
    found.push(aboutTask('error', 'invalid-number', task, `a leveling delay of ${delay} minutes`))
  }
  const priority = task.priority ?? 500
  if (!(priority >= 0 && priority <= 1000)) {
    found.push(aboutTask('warning', 'out-of-range', task, `a priority of ${priority}, not from 0 to 1000`))
  }
  return found
}

/** Of a summary's constraint only `startNoEarlierThan` counts; what else it has is not used. */
function ignoredOnSummary(task: PlanTask): Finding[] {
  const kind = task.constraint?.kind ?? 'asSoonAsPossible'
  const unused = [
    kind === 'asSoonAsPossible' || kind === 'startNoEarlierThan' ? null : `its constraint ${kind}`,
    (task.splits ?? []).length > 0 ? 'its splits' : null,
    (task.progress?.actualFinish ?? null) === null ? null : 'its actual finish',
  ].filter((what) => what !== null)
  if (unused.length === 0) return []
  return [aboutTask('warning', 'ignored-on-summary', task, `a summary, so ${unused.join(' and ')} are not used`)]
}

const KINDS: readonly string[] = [
  'asSoonAsPossible',
  'asLateAsPossible',
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
  'mustStartOn',
  'mustFinishOn',
] satisfies ConstraintKind[]

function constraints(task: PlanTask, plan: Plan): Finding[] {
  const found: Finding[] = []
  const kind = task.constraint?.kind ?? 'asSoonAsPossible'
  const date = task.constraint?.date ?? null
  const start = plan.scheduleFrom === 'finish' ? null : plan.start
  if (!KINDS.includes(kind)) return [aboutTask('error', 'unknown-kind', task, `a constraint ${kind}`)]
  if (needsDate(kind) && !isDate(date)) {
    found.push(aboutTask('error', 'constraint-without-date', task, `the constraint ${kind} has no date`))
  } else if (date !== null && start !== null && limitsFromAbove(kind) && date < start && !hasStarted(task)) {
    found.push(aboutTask('warning', 'constraint-before-start', task, `${kind} a date before the plan's start`))
  }
  const deadline = task.deadline ?? null
  if (deadline !== null && start !== null && deadline < start) {
    found.push(aboutTask('warning', 'deadline-before-start', task, "a deadline before the plan's start"))
  }
  if (
    deadline !== null &&
    date !== null &&
    (kind === 'startNoEarlierThan' || kind === 'mustStartOn') &&
    date > deadline
  ) {
    found.push(aboutTask('warning', 'constraints-out-of-order', task, `${kind} a date after its deadline`))
  }
  return found
}

function splits(task: PlanTask): Finding[] {
  const found: Finding[] = []
  let after = 0
  for (const split of task.splits ?? []) {
    const isInside =
      isWhole(split.afterMinutes) && split.afterMinutes > after && split.afterMinutes < task.durationMinutes
    if (!isInside || !isWhole(split.gapMinutes) || split.gapMinutes <= 0) {
      const what = `a split of ${split.gapMinutes} minutes after ${split.afterMinutes}, which is not inside its duration, in order`
      found.push(aboutTask('error', 'invalid-split', task, what))
    }
    after = Math.max(after, split.afterMinutes)
  }
  return found
}

function manualDates(task: PlanTask): Finding[] {
  const start = task.manual?.start ?? null
  const finish = task.manual?.finish ?? null
  if (start === null || finish === null || start <= finish) return []
  return [aboutTask('error', 'manual-dates-out-of-order', task, 'placed by hand to finish before it starts')]
}

function progress(task: PlanTask, plan: Plan): Finding[] {
  if (task.progress === null || task.progress === undefined) return []
  return [...actualDates(task, task.progress, plan.statusDate ?? null), ...doneMinutes(task, task.progress)]
}

function actualDates(
  task: PlanTask,
  { actualStart, actualFinish }: TaskProgress,
  statusDate: number | null,
): Finding[] {
  const found: Finding[] = []
  if (actualFinish !== null && actualStart === null) {
    found.push(aboutTask('error', 'finish-without-start', task, 'an actual finish without an actual start'))
  }
  if (actualFinish !== null && actualStart !== null && actualFinish < actualStart) {
    found.push(aboutTask('error', 'finish-before-start', task, 'an actual finish before its actual start'))
  }
  if (statusDate !== null && Math.max(actualStart ?? statusDate, actualFinish ?? statusDate) > statusDate) {
    found.push(aboutTask('warning', 'actual-after-status-date', task, 'an actual date after the status date'))
  }
  return found
}

function doneMinutes(task: PlanTask, { actualStart, doneMinutes: done }: TaskProgress): Finding[] {
  const found: Finding[] = []
  if (!isWhole(done) || done < 0) {
    found.push(aboutTask('error', 'invalid-number', task, `${done} minutes of its duration done`))
  } else if (done > 0 && actualStart === null) {
    found.push(aboutTask('error', 'done-without-start', task, `${done} minutes done without an actual start`))
  }
  if (done > task.durationMinutes) {
    const what = `${done} minutes done of a duration of ${task.durationMinutes}`
    found.push(aboutTask('warning', 'done-beyond-duration', task, what))
  }
  return found
}

function needsDate(kind: ConstraintKind): boolean {
  return kind !== 'asSoonAsPossible' && kind !== 'asLateAsPossible'
}

function limitsFromAbove(kind: ConstraintKind): boolean {
  return (
    kind === 'mustStartOn' || kind === 'mustFinishOn' || kind === 'startNoLaterThan' || kind === 'finishNoLaterThan'
  )
}

function hasStarted(task: PlanTask): boolean {
  return (task.progress?.actualStart ?? null) !== null
}

function isDate(date: number | null): boolean {
  return date !== null && isWhole(date)
}

function isWhole(value: number): boolean {
  return Number.isInteger(value)
}

import type { Plan, Task } from '@throughline/contract'
import { minuteOf, nextWorkingMinute, textOf, workingMinutesBetween } from '@throughline/engine'
import { formatLongDay } from '../../../lib/dates.ts'
import { workingTimeOf } from '../../../lib/working-time.ts'
import type { Predictor } from '../prediction/predictor.ts'
import { type EditOutcome, patchTask, resize, short, startAt, startFreely } from './edits.ts'

const MINUTES_PER_DAY = 1440
const shortest = 60

const calendarOf = (plan: Plan, task: Task) => workingTimeOf(plan.calendars, task.calendarId ?? plan.project.calendarId)

/** Where the task would start if nobody had said when; minutes. One that is placed by hand starts nowhere by itself. */
export async function freeStartOf(predictor: Predictor, plan: Plan, task: Task): Promise<number> {
  if (task.isManual) return Number.NEGATIVE_INFINITY
  const free = { ...task, constraintType: 'asSoonAsPossible' as const, constraintAt: null }
  const at = plan.tasks.findIndex(({ id }) => id === task.id)
  const dates = await predictor.datesOf({ ...plan, tasks: plan.tasks.with(at, free) }, 'free')
  return dates?.earlyStart[at] ?? Number.NEGATIVE_INFINITY
}

/**
 * The edit of a bar moved by some minutes, rounded to `step` minutes, and only later than links allow, unless it is
 * placed by hand.
 */
export function moveBar(
  plan: Plan,
  task: Task,
  byMinutes: number,
  freeStart: number,
  step = MINUTES_PER_DAY,
): EditOutcome {
  const calendar = calendarOf(plan, task)
  const by = Math.round(byMinutes / step) * step
  if (!calendar || !task.earlyStart || by === 0) return null
  const target = nextWorkingMinute(calendar, minuteOf(task.earlyStart) + by)
  return target <= freeStart ? startFreely(task) : startAt(task, textOf(target))
}

/** The edit of a bar whose right edge was put at a minute, rounded to `step` minutes. */
export function stretchBar(plan: Plan, task: Task, finish: number, step: number): EditOutcome {
  const calendar = calendarOf(plan, task)
  if (!calendar || !task.earlyStart) return null
  const start = minuteOf(task.earlyStart)
  const end = Math.round(finish / step) * step
  if (task.isManual && task.manualFinish !== null) return finishByHand(task, Math.max(end, start + shortest))
  const minutes = task.isElapsed ? end - start : workingMinutesBetween(calendar, start, end)
  const gaps = task.splits.reduce((sum, { gapMinutes }) => sum + gapMinutes, 0)
  return resize(task, { durationMinutes: Math.max(shortest, task.actualMinutes, minutes - gaps) }, plan.project)
}

function finishByHand(task: Task, finish: number): EditOutcome {
  const manualFinish = textOf(finish)
  if (manualFinish === task.manualFinish) return null
  return patchTask(task, { manualFinish }, `${short(task.name)} finishes on ${formatLongDay(manualFinish)}`)
}

import type { Plan, Task } from '@throughline/contract'
import { compileCalendar, minuteOf, nextWorkingMinute, textOf, workingMinutesBetween } from '@throughline/engine'
import { type EditOutcome, resize, startFreely, startNoEarlierThan } from './edits.ts'
import { predict } from './prediction.ts'

const MINUTES_PER_DAY = 1440
const shortest = 60

const calendarOf = (plan: Plan, task: Task) => {
  const id = task.calendarId ?? plan.project.calendarId
  const calendar = plan.calendars.find((each) => each.id === id)
  return calendar && compileCalendar(calendar)
}

/** Where the task would start if nobody had said when; minutes. */
export function freeStartOf(plan: Plan, task: Task): number {
  const free = { ...task, constraintType: 'asSoonAsPossible' as const, constraintAt: null }
  const tasks = plan.tasks.map((each) => (each.id === task.id ? free : each))
  const start = predict({ ...plan, tasks }).tasks.find((each) => each.id === task.id)?.earlyStart
  return start ? minuteOf(start) : Number.NEGATIVE_INFINITY
}

/** The edit of a bar moved by some minutes: whole days, and only later than links allow. */
export function moveBar(plan: Plan, task: Task, byMinutes: number, freeStart: number): EditOutcome {
  const calendar = calendarOf(plan, task)
  const days = Math.round(byMinutes / MINUTES_PER_DAY)
  if (!calendar || !task.earlyStart || days === 0) return null
  const target = nextWorkingMinute(calendar, minuteOf(task.earlyStart) + days * MINUTES_PER_DAY)
  return target <= freeStart ? startFreely(task) : startNoEarlierThan(task, textOf(target))
}

/** The edit of a bar whose right edge was put at a minute, rounded to `step` minutes. */
export function stretchBar(plan: Plan, task: Task, finish: number, step: number): EditOutcome {
  const calendar = calendarOf(plan, task)
  if (!calendar || !task.earlyStart) return null
  const start = minuteOf(task.earlyStart)
  const minutes = workingMinutesBetween(calendar, start, Math.round(finish / step) * step)
  return resize(task, Math.max(shortest, minutes))
}

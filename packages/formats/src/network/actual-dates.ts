import {
  addWorkingMinutes,
  compileCalendar,
  type Minute,
  type Plan,
  type PlanTask,
  schedule,
  type TaskProgress,
  type WorkingTime,
  workingMinutesBetween,
} from '@throughline/engine'
import { pointInTime, type StatedProgress } from './progress.ts'

/**
 * The plan with the progress that its tasks state. An actual date that is not stated follows from
 * the other one and the duration; a task with a percentage alone has begun when it was planned to
 * (rule 26), that is where the plan has it without any such percentage.
 * @throws whatever `schedule` throws, when planned starts are needed and cannot be found
 */
export function withProgress(plan: Plan, stated: ReadonlyMap<number, StatedProgress>): Plan {
  if (stated.size === 0) return plan
  const complete = dateCompleter(plan)
  const tasks = [...plan.tasks]
  const undated: number[] = []
  for (const [index, progress] of stated) {
    const task = tasks[index]
    if (task === undefined) continue
    const dated = complete(task, progress)
    if (dated === null) undated.push(index)
    else tasks[index] = dated
  }
  if (undated.length === 0) return { ...plan, tasks }
  const planned = schedule({ ...plan, tasks, options: { ...plan.options, statusDateMovesWork: false } }).tasks
  for (const index of undated) {
    const task = tasks[index]
    const progress = stated.get(index)
    const actualStart = planned[index]?.start
    if (task === undefined || progress === undefined || actualStart === undefined) continue
    tasks[index] = complete(task, { ...progress, actualStart }) ?? task
  }
  return { ...plan, tasks }
}

type Complete = (task: PlanTask, progress: StatedProgress) => PlanTask | null

/** Fills in the second date of a complete task; null when neither is known. */
function dateCompleter(plan: Plan): Complete {
  const calendars = new Map(plan.calendars.map((calendar) => [calendar.id, compileCalendar(calendar)]))
  return (task, progress) => {
    const { actualStart, actualFinish, doneMinutes, isComplete } = progress
    const calendar = calendars.get(task.calendarId ?? plan.calendarId)
    if (calendar === undefined || (actualStart === null && actualFinish === null)) return null
    const duration = task.durationMinutes
    if (duration === 0 && isComplete) return { ...task, progress: pointInTime(progress) }
    if (!isComplete)
      return startedTask(task, { actualStart, actualFinish, doneMinutes }, calendar, plan.statusDate ?? null)
    const start = actualStart ?? addWorkingMinutes(calendar, actualFinish ?? 0, -duration)
    const finish = actualFinish ?? addWorkingMinutes(calendar, actualStart ?? 0, duration)
    return { ...task, progress: { actualStart: start, actualFinish: finish, doneMinutes } }
  }
}

/**
 * What remains begins at the data date even when more is done than the time until then was for
 * (Primavera's way): what is done takes no longer than that time.
 */
function startedTask(task: PlanTask, progress: TaskProgress, calendar: WorkingTime, dataDate: Minute | null): PlanTask {
  if (dataDate === null || progress.actualStart === null) return { ...task, progress }
  const passed = Math.max(0, workingMinutesBetween(calendar, progress.actualStart, dataDate))
  const doneMinutes = Math.min(progress.doneMinutes, passed)
  const remaining = task.durationMinutes - progress.doneMinutes
  return { ...task, durationMinutes: doneMinutes + remaining, progress: { ...progress, doneMinutes } }
}

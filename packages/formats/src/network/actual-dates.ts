import {
  addWorkingMinutes,
  compileCalendar,
  type Plan,
  type PlanTask,
  schedule,
  type TaskProgress,
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
    else tasks[index] = { ...task, progress: dated }
  }
  if (undated.length === 0) return { ...plan, tasks }
  const planned = schedule({ ...plan, tasks, options: { ...plan.options, statusDateMovesWork: false } }).tasks
  for (const index of undated) {
    const task = tasks[index]
    const progress = stated.get(index)
    const actualStart = planned[index]?.start
    if (task === undefined || progress === undefined || actualStart === undefined) continue
    tasks[index] = { ...task, progress: complete(task, { ...progress, actualStart }) }
  }
  return { ...plan, tasks }
}

type Complete = (task: PlanTask, progress: StatedProgress) => TaskProgress | null

/** Fills in the second date of a complete task; null when neither is known. */
function dateCompleter(plan: Plan): Complete {
  const calendars = new Map(plan.calendars.map((calendar) => [calendar.id, compileCalendar(calendar)]))
  return (task, progress) => {
    if (task.durationMinutes === 0 && progress.isComplete) return pointInTime(progress)
    const calendar = calendars.get(task.calendarId ?? plan.calendarId)
    const { actualStart, actualFinish, doneMinutes, isComplete } = progress
    if (calendar === undefined || (actualStart === null && actualFinish === null)) return null
    if (!isComplete) return { actualStart, actualFinish, doneMinutes }
    const duration = task.durationMinutes
    return {
      actualStart: actualStart ?? addWorkingMinutes(calendar, actualFinish ?? 0, -duration),
      actualFinish: actualFinish ?? addWorkingMinutes(calendar, actualStart ?? 0, duration),
      doneMinutes,
    }
  }
}

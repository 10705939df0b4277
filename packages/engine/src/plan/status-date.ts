import { earliestMinuteAt, latestMinuteAt, positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { type Network, STARTED } from '../network/network.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { eachOpenLeaf } from './reschedule-uncompleted.ts'
import type { Minute, Plan, PlanTask, TaskProgress } from './types.ts'

/**
 * Microsoft Project's four calculation options (rule 27): which parts of started tasks go to the
 * status date when progress does not fit it. Each second one counts only with the one before it.
 */
export interface StatusDateOptions {
  /** What is done, though it ends after the status date, ends there. */
  readonly movesCompletedBack?: boolean
  /** What is left follows it back, instead of staying where it lies. */
  readonly movesRemainingBack?: boolean
  /** What is left, though it begins before the status date, begins there. */
  readonly movesRemainingForward?: boolean
  /** What is done follows it forward, instead of staying where it lies. */
  readonly movesCompletedForward?: boolean
}

/** The plan with the progress of its started tasks moved to the status date; other tasks stay as they are. */
export function alignWithStatusDate(
  plan: Plan,
  { network }: Schedule,
  statusDate: Minute,
  options: StatusDateOptions,
): Plan {
  return eachOpenLeaf(plan, network, (task, node) => {
    if (network.mode[node] !== STARTED) return task
    return { ...task, progress: aligned(task, network, node, statusDate, options) }
  })
}

function aligned(
  task: PlanTask,
  network: Network,
  node: number,
  statusDate: Minute,
  options: StatusDateOptions,
): TaskProgress {
  const progress = task.progress as TaskProgress
  const calendar = network.calendars[network.calendar[node] as number] as WorkingTime
  const done = (network.duration[node] as number) - (network.remaining[node] as number)
  const stopPosition = positionOf(calendar, progress.actualStart as Minute) + done
  const stop = done === 0 ? (progress.actualStart as Minute) : earliestMinuteAt(calendar, stopPosition)
  const resume = Math.max(progress.resume ?? stop, latestMinuteAt(calendar, stopPosition))
  const startToEndThere = latestMinuteAt(calendar, positionOf(calendar, statusDate) - done)
  if (options.movesCompletedBack === true && done > 0 && stop > statusDate) {
    return { ...progress, actualStart: startToEndThere, resume: options.movesRemainingBack === true ? null : resume }
  }
  if (options.movesRemainingForward === true && resume < statusDate) {
    const isFollowed = options.movesCompletedForward === true && done > 0
    return { ...progress, actualStart: isFollowed ? startToEndThere : progress.actualStart, resume: statusDate }
  }
  return progress
}

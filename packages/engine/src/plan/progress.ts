import { InvalidInputError } from '../errors.ts'
import type { Minute, PlanTask, TaskProgress } from './types.ts'

/** Where a schedule puts a task. */
export interface Placed {
  readonly start: Minute
  readonly finish: Minute
}

/**
 * Rule 26: percent complete = done duration / duration, from 0 to 100, not rounded. A complete task has
 * 100; one that lasts no time has 0 until then.
 */
export function percentCompleteOf(task: Pick<PlanTask, 'durationMinutes' | 'progress'>): number {
  const progress = task.progress ?? null
  if (progress === null || progress.actualStart === null) return 0
  if (progress.actualFinish !== null) return 100
  return task.durationMinutes > 0 ? Math.min((100 * progress.doneMinutes) / task.durationMinutes, 100) : 0
}

/**
 * Rule 26: the progress of a task that somebody says is so many percent complete. Above 0 it has started,
 * as scheduled unless an actual start is known; at 100 it has finished likewise; below 100 it has not
 * finished; 0 takes all progress back. The done part of the duration is rounded to the nearest minute.
 * Throws InvalidInputError for anything but 0 to 100.
 */
export function progressOf(
  task: Pick<PlanTask, 'id' | 'durationMinutes' | 'progress'>,
  percentComplete: number,
  scheduled: Placed,
): TaskProgress | null {
  if (!(percentComplete >= 0 && percentComplete <= 100)) {
    throw new InvalidInputError('task', task.id, `is ${percentComplete} percent complete`)
  }
  if (percentComplete === 0) return null
  const before = task.progress ?? null
  const actualStart = before?.actualStart ?? scheduled.start
  if (percentComplete === 100) return finished(task.durationMinutes, before, scheduled)
  return {
    ...before,
    actualStart,
    actualFinish: null,
    doneMinutes: Math.round((task.durationMinutes * percentComplete) / 100),
  }
}

/** All done, from the actual dates where they are known and the scheduled ones elsewhere. */
export function finished(durationMinutes: number, before: TaskProgress | null, scheduled: Placed): TaskProgress {
  return {
    ...before,
    actualStart: before?.actualStart ?? scheduled.start,
    actualFinish: before?.actualFinish ?? scheduled.finish,
    doneMinutes: durationMinutes,
  }
}

/** Started, and not complete. */
export function isInProgress({ progress = null }: Pick<PlanTask, 'progress'>): boolean {
  return progress !== null && progress.actualStart !== null && progress.actualFinish === null
}

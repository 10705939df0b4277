import type { DocumentProgress } from '../../plan-document.ts'
import { type DurationContext, notBelowZero } from './durations.ts'
import { shownText, type TaskRow, taskFault } from './task-row.ts'

/** A task that has finished without saying when it started did so when it was to. */
export function progressOf(row: TaskRow, durationMinutes: number, context: DurationContext): DocumentProgress | null {
  const { actualFinish = null, percent = 0, scheduledStart, start, resume = null } = row.values
  const actualStart = row.values.actualStart ?? (actualFinish === null ? undefined : (scheduledStart ?? start))
  if (actualStart === undefined) {
    if (actualFinish !== null && shownText(row, 'actualStart') === '') {
      context.onFault(taskFault(row, 'actualFinish', 'The task has an actual finish, but no actual start'))
    }
    return null
  }
  const told = notBelowZero(row, 'actualDuration', context)?.minutes
  const done = told ?? (actualFinish === null ? Math.round((durationMinutes * percent) / 100) : durationMinutes)
  return { actualStart, actualFinish, doneMinutes: Math.min(done, durationMinutes), resume }
}

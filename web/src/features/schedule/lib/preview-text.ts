import type { ChangePreview } from '@throughline/contract'
import { formatLongDay } from '../../../lib/dates.ts'

/** "3 dates would move, finish 5 Mar 2026 → 3 Mar 2026." */
export function previewText({ movedCount, finishesAt, scheduleError }: ChangePreview): string {
  if (scheduleError) return `The dates could not be computed then: ${scheduleError.message}`
  if (movedCount === 0) return 'No other dates would move.'
  const tasks =
    movedCount === 1 ? 'The dates of 1 other task' : `The dates of ${movedCount.toLocaleString('en')} other tasks`
  const [before, after] = [finishesAt.before, finishesAt.after].map((at) => formatLongDay(at) || 'open')
  return `${tasks} would move, ${before === after ? `the finish stays ${after}` : `finish ${before} → ${after}`}.`
}

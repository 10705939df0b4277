import { addWorkingMinutes, type Minute, minuteOf, nextWorkingMinute, type WorkingTime } from '@throughline/engine'
import type { DocumentTask, WallTime } from '../plan-document.ts'

export interface Span {
  readonly start: Minute
  readonly finish: Minute
}

/** Where a task lies: as it was scheduled, else as far as it was set by hand or has been done. */
export function spanOf({ stored, manual, progress }: DocumentTask): Span | null {
  const start = stored?.start ?? stored?.earlyStart ?? progress?.actualStart ?? manual?.start ?? null
  const finish = stored?.finish ?? stored?.earlyFinish ?? progress?.actualFinish ?? manual?.finish ?? start
  if (start === null || finish === null) return null
  const from = minuteOf(start)
  return { start: from, finish: Math.max(from, minuteOf(finish)) }
}

export function baselineSpan({ baselines }: DocumentTask, number: number | null): Span | null {
  const found = number === null ? undefined : baselines.find((baseline) => baseline.number === number)
  return found === undefined ? null : { start: minuteOf(found.start), finish: minuteOf(found.finish) }
}

export const minuteOrNull = (text: WallTime | null): Minute | null => (text === null ? null : minuteOf(text))

/** Where the work of an interrupted task lies, as far as it lies within its dates; empty when nothing interrupts it. */
export function workedParts(
  { splits, isElapsed }: DocumentTask,
  { start, finish }: Span,
  calendar: WorkingTime,
): Span[] {
  if (splits.length === 0) return []
  const after = (minutes: number) => (isElapsed ? start + minutes : addWorkingMinutes(calendar, start, minutes))
  const parts: Span[] = []
  let [from, gaps] = [start, 0]
  for (const { afterMinutes, gapMinutes } of splits) {
    const until = Math.min(after(afterMinutes + gaps), finish)
    if (until > from) parts.push({ start: from, finish: until })
    gaps += gapMinutes
    const resumed = after(afterMinutes + gaps)
    from = isElapsed ? resumed : nextWorkingMinute(calendar, resumed)
  }
  if (from < finish) parts.push({ start: from, finish })
  return parts
}

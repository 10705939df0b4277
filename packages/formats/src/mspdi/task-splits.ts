import { aroundTheClock, minuteOf, type TaskSplit, type WorkingTime, workingMinutesBetween } from '@throughline/engine'
import type { DocumentTask, WallTime } from '../plan-document.ts'
import type { WorkPart } from './work-parts.ts'

export const MOST_SPLITS = 1_000

type SplitTask = Pick<DocumentTask, 'isElapsed' | 'calendarKey' | 'ignoresResourceCalendars'>

/** The calendar that a task's interruptions are counted on: its own, else that of who is assigned first. */
export function splitCalendar(
  { isElapsed, calendarKey, ignoresResourceCalendars }: SplitTask,
  resourceCalendarKeys: readonly (string | null)[],
  calendarOf: (key: string | null) => WorkingTime,
): WorkingTime {
  if (isElapsed) return aroundTheClock()
  const keys = ignoresResourceCalendars ? [calendarKey] : [calendarKey, ...resourceCalendarKeys]
  return calendarOf(keys.find((key) => key !== null) ?? null)
}

/** Files without work over time tell of interruptions only by how much longer the task spans than it takes. */
export function untoldSplit(task: DocumentTask, start: WallTime, done: number, calendar: WorkingTime): TaskSplit[] {
  const finish = task.stored?.finish ?? null
  const duration = task.durationMinutes
  if (finish === null || duration < 2 || task.isElapsed) return []
  const gapMinutes = workingMinutesBetween(calendar, minuteOf(start), minuteOf(finish)) - duration
  const afterMinutes = done > 0 && done < duration ? done : Math.floor(duration / 2)
  return gapMinutes > 0 ? [{ afterMinutes, gapMinutes }] : []
}

/** The times in which none of a task's assignments works although some is told to rest. */
export function splitsOf(start: number, parts: readonly WorkPart[], calendar: WorkingTime): TaskSplit[] {
  const splits: TaskSplit[] = []
  let rested = 0
  for (const { from, to } of restsOf(parts)) {
    const gapMinutes = workingMinutesBetween(calendar, from, to)
    if (gapMinutes <= 0) continue
    const afterMinutes = workingMinutesBetween(calendar, start, from) - rested
    rested += gapMinutes
    const last = splits.at(-1)
    if (last?.afterMinutes === afterMinutes) {
      splits[splits.length - 1] = { afterMinutes, gapMinutes: last.gapMinutes + gapMinutes }
    } else if (afterMinutes > 0) splits.push({ afterMinutes, gapMinutes })
  }
  return splits
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Rests less all work, in order of time; rests at the end of all work are none. */
function restsOf(parts: readonly WorkPart[]): Span[] {
  const work = united(parts.filter(({ hasWork }) => hasWork))
  const end = work.at(-1)?.to ?? Number.NEGATIVE_INFINITY
  const found: Span[] = []
  let next = 0
  for (const rest of united(parts.filter(({ hasWork, from }) => !hasWork && from < end))) {
    let from = rest.from
    while (next < work.length && (work[next]?.to ?? 0) <= from) next += 1
    for (let at = next; at < work.length; at += 1) {
      const worked = work[at]
      if (worked === undefined || worked.from >= rest.to) break
      if (worked.from > from) found.push({ from, to: worked.from })
      from = worked.to
    }
    if (from < rest.to) found.push({ from, to: rest.to })
  }
  return found
}

/** Spans that overlap or meet are one; in order of time. */
function united(spans: readonly Span[]): readonly Span[] {
  const united: Span[] = []
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1)
    if (last !== undefined && from <= last.to)
      united[united.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else united.push({ from, to })
  }
  return united
}

import { type TaskSplit, type WorkingTime, workingMinutesBetween } from '@throughline/engine'
import type { WorkPart } from './assignment-rows.ts'

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

/** Rests less all work, in order of time; rests at the end of all work are none. */
function restsOf(parts: readonly WorkPart[]): { from: number; to: number }[] {
  const work = parts.filter(({ hasWork }) => hasWork).sort((a, b) => a.from - b.from)
  const end = work.reduce((latest, { to }) => Math.max(latest, to), Number.NEGATIVE_INFINITY)
  const rests = parts.filter(({ hasWork, from }) => !hasWork && from < end).sort((a, b) => a.from - b.from)
  const found: { from: number; to: number }[] = []
  for (const rest of rests) {
    let from = Math.max(rest.from, found.at(-1)?.to ?? rest.from)
    for (const { from: workFrom, to: workTo } of work) {
      if (workTo <= from || workFrom >= rest.to) continue
      if (workFrom > from) found.push({ from, to: workFrom })
      from = workTo
    }
    if (from < rest.to) found.push({ from, to: rest.to })
  }
  return found
}

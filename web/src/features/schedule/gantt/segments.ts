import { addWorkingMinutes, latestMinuteAt, type Minute, positionOf, type WorkingTime } from '@throughline/engine'
import type { Extras } from './scene.ts'

export interface Segment {
  readonly from: Minute
  readonly to: Minute
}

/** The parts of a bar that is interrupted; one from end to end where it is not, or its calendar is not known. */
export function segmentsOf(
  start: Minute,
  finish: Minute,
  extras: Pick<Extras, 'splits' | 'isElapsed'> | undefined,
  time: WorkingTime | null,
): Segment[] {
  const whole = [{ from: start, to: finish }]
  if (!extras || extras.splits.length === 0) return whole
  try {
    const parts = extras.isElapsed
      ? partsOf(start, finish, extras.splits, { ends: (by) => start + by, begins: (by) => start + by })
      : time && partsOf(start, finish, extras.splits, workingPlaces(time, start))
    return parts && parts.length > 0 ? parts : whole
  } catch {
    return whole
  }
}

/** Where a part ends, or the next begins, so many minutes of the duration and its gaps after the start. */
interface Places {
  ends(minutes: number): Minute
  begins(minutes: number): Minute
}

function workingPlaces(time: WorkingTime, start: Minute): Places {
  const from = positionOf(time, start)
  return {
    ends: (minutes) => addWorkingMinutes(time, start, minutes),
    begins: (minutes) => latestMinuteAt(time, from + minutes),
  }
}

function partsOf(start: Minute, finish: Minute, splits: Extras['splits'], { ends, begins }: Places): Segment[] {
  const parts: Segment[] = []
  let from = start
  let gaps = 0
  for (const { afterMinutes, gapMinutes } of splits) {
    const to = Math.min(finish, ends(afterMinutes + gaps))
    if (to > from) parts.push({ from, to })
    gaps += gapMinutes
    from = begins(afterMinutes + gaps)
  }
  if (from < finish) parts.push({ from, to: finish })
  return parts
}

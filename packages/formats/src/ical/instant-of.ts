import { type Minute, minuteOf } from '@throughline/engine'
import type { WallTime } from '../plan-document.ts'

/** Minutes that clocks of a zone are ahead of UTC at a moment. */
type OffsetAt = (minute: Minute) => number

const zones = new Map<string, OffsetAt>()
/** Tasks of a plan mostly begin and end at a few times of some days. */
const REMEMBERED = 20_000
const DATE_AND_TIME = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/

/**
 * The moment at which clocks in a time zone show a wall time: the first of two where they are put back, and where they
 * are put forward over it, as much later.
 */
export function instantOf(time: WallTime, timeZone: string): Date {
  const shown = minuteOf(time)
  const offsetAt = offsetsOf(timeZone)
  const [before, after] = [offsetAt(shown - 1440), offsetAt(shown + 1440)]
  const earlier = shown - Math.max(before, after)
  const later = shown - Math.min(before, after)
  const isShown = (minute: Minute) => minute + offsetAt(minute) === shown
  const found = isShown(earlier) ? earlier : isShown(later) ? later : shown - before
  return new Date(found * 60_000)
}

function offsetsOf(timeZone: string): OffsetAt {
  const known = zones.get(timeZone)
  if (known) return known
  const digits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', ...digits, hourCycle: 'h23' })
  const offsets = new Map<Minute, number>()
  const offsetAt = (minute: Minute): number => {
    const before = offsets.get(minute)
    if (before !== undefined) return before
    if (offsets.size === REMEMBERED) offsets.clear()
    const offset = shownBy(format, minute) - minute
    offsets.set(minute, offset)
    return offset
  }
  zones.set(timeZone, offsetAt)
  return offsetAt
}

function shownBy(format: Intl.DateTimeFormat, minute: Minute): Minute {
  const parts = DATE_AND_TIME.exec(format.format(minute * 60_000)) ?? []
  const [day = 1, month = 1, year = 0, hour = 0, minutes = 0] = parts.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minutes) / 60_000
}

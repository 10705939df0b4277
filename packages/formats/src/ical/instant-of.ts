import { type Minute, minuteOf } from '@throughline/engine'
import type { WallTime } from '../plan-document.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The moment at which clocks in a time zone show a wall time: the first of two where they are put back, and where they
 * are put forward over it, as much later.
 */
export function instantOf(time: WallTime, timeZone: string): Date {
  const shown = minuteOf(time)
  const [before, after] = [offsetAt(shown - 1440, timeZone), offsetAt(shown + 1440, timeZone)]
  const earlier = shown - Math.max(before, after)
  const later = shown - Math.min(before, after)
  const isShown = (minute: Minute) => minute + offsetAt(minute, timeZone) === shown
  const found = isShown(earlier) ? earlier : isShown(later) ? later : shown - before
  return new Date(found * 60_000)
}

/** Minutes that clocks of the zone are ahead of UTC at a moment. */
function offsetAt(minute: Minute, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(minute * 60_000)
      .map(({ type, value }) => [type, value]),
  )
  const [year, month, day, hour, minutes] = (['year', 'month', 'day', 'hour', 'minute'] as const).map((part) =>
    Number(parts.get(part)),
  )
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minutes) / 60_000 - minute
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const digits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', ...digits, hourCycle: 'h23' })
  formats.set(timeZone, made)
  return made
}

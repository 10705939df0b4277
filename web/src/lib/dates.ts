const momentFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "2 Mar 26". Wall time is shown as it stands: no zone is applied. */
export function formatDay(wallTime: string | null): string {
  if (!wallTime) return ''
  return `${Number(wallTime.slice(8, 10))} ${months[Number(wallTime.slice(5, 7)) - 1]} ${wallTime.slice(2, 4)}`
}

/** "2 Mar 2026". */
export function formatLongDay(wallTime: string | null): string {
  return wallTime ? formatDay(wallTime).replace(/..$/, wallTime.slice(0, 4)) : ''
}

/** "Mon 2 Mar 2026, 08:00". */
export function formatWallTime(wallTime: string | null): string {
  if (!wallTime) return '–'
  const weekday = weekdays[new Date(`${wallTime}:00Z`).getUTCDay()]
  return `${weekday} ${formatLongDay(wallTime)}, ${wallTime.slice(11)}`
}

/** A moment in the reader's own zone. */
export const formatMoment = (instant: string): string => momentFormat.format(new Date(instant))

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60],
  ['hour', 60],
  ['day', 24],
]

/** "3 minutes ago" for today's moments, the date for older ones. */
export function formatAgo(instant: string, now = Date.now()): string {
  let size = (new Date(instant).getTime() - now) / 1_000
  if (size > -45) return 'just now'
  for (const [index, [unit, factor]] of steps.entries()) {
    size /= factor
    const limit = steps[index + 1]?.[1] ?? 7
    if (size > -limit) return relativeFormat.format(Math.round(size), unit)
  }
  return formatMoment(instant)
}

/** The wall time of now in a time zone. */
export function wallTimeIn(timeZone: string, now = new Date()): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat('sv-SE', options).format(now).replace(' ', 'T').slice(0, 16)
}

/** "0.4 s", "320 ms", "2 min". */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  return `${Math.round(milliseconds / 60_000)} min`
}

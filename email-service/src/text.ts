/** One line without control characters, so that no name can add a header or break a line; at most `maximum` characters. */
export function oneLine(text: string, maximum = 200): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const characters = [...line]
  return characters.length <= maximum
    ? line
    : `${characters
        .slice(0, maximum - 1)
        .join('')
        .trimEnd()}…`
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** The day of a project-local wall time: `2 Mar 2026`. */
export const dayText = (time: string): string => dayFormat.format(new Date(`${time.slice(0, 10)}T00:00:00Z`))

/** Days of project-local wall times (`2026-03-02T08:00`): `2 Mar 2026 – 6 Mar 2026`, or one day. */
export function daysText(start: string, finish: string): string {
  const [first, last] = [start, finish].map(dayText)
  return first === last ? `${first}` : `${first} – ${last}`
}

const momentFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** A moment, in UTC: `2 Mar 2026, 08:00 UTC`. */
export const momentText = (moment: string): string => `${momentFormat.format(new Date(moment))} UTC`

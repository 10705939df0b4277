/** What people wrote, and moments, as they are told outside of the web client: in mails and chats. */

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

/** By whose clock and in whose manner times are written. */
export interface Reader {
  readonly timeZone: string
  readonly locale: string
}

/** What this process does not know, by its version of time zones, is no reason to send no mail. */
function known({ timeZone, locale }: Reader): Reader {
  return {
    timeZone: isKnown('en-GB', timeZone) ? timeZone : 'UTC',
    locale: isKnown(locale, 'UTC') ? locale : 'en-GB',
  }
}

function isKnown(locale: string, timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat(locale, { timeZone })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const minute = { hour: '2-digit', minute: '2-digit' } as const

function format(moment: string, reader: Reader, options: Intl.DateTimeFormatOptions): string {
  const { timeZone, locale } = known(reader)
  return new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(new Date(moment))
}

/** The day of a project-local wall time: `2 Mar 2026`. */
export const dayText = (time: string, { locale }: Reader): string =>
  format(`${time.slice(0, 10)}T00:00:00Z`, { timeZone: 'UTC', locale }, day)

/** Days of project-local wall times (`2026-03-02T08:00`): `2 Mar 2026 – 6 Mar 2026`, or one day. */
export function daysText(start: string, finish: string, reader: Reader): string {
  const [first, last] = [start, finish].map((time) => dayText(time, reader))
  return first === last ? `${first}` : `${first} – ${last}`
}

/** A moment, with its zone: `2 Mar 2026, 08:00 UTC`. */
export const momentText = (moment: string, reader: Reader): string =>
  format(moment, reader, { ...day, ...minute, timeZoneName: 'short' })

/** The same where the zone is said elsewhere. */
export const briefMomentText = (moment: string, reader: Reader): string => format(moment, reader, { ...day, ...minute })

export const zoneText = (reader: Reader): string => known(reader).timeZone

export const countText = (count: number, reader: Reader): string => count.toLocaleString(known(reader).locale)

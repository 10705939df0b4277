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
    timeZone: formatterOf('en-GB', timeZone, {}) ? timeZone : 'UTC',
    locale: formatterOf(locale, 'UTC', {}) ? locale : 'en-GB',
  }
}

/** Made once each, which takes as long as hundreds of their texts: by locale, zone and fields; null where one is unknown. */
const formatters = new Map<string, Intl.DateTimeFormat | null>()

function formatterOf(locale: string, timeZone: string, fields: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null {
  const name = [locale, timeZone, ...Object.entries(fields).flat()].join()
  const made = formatters.get(name)
  if (made !== undefined) return made
  // There are some hundred of them at most, but for what is no locale or zone.
  if (formatters.size >= mostFormatters) formatters.clear()
  const formatter = makeFormatter(locale, { timeZone, ...fields })
  formatters.set(name, formatter)
  return formatter
}

const mostFormatters = 5_000

function makeFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat(locale, options)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const minute = { hour: '2-digit', minute: '2-digit' } as const

function format(moment: string, reader: Reader, fields: Intl.DateTimeFormatOptions): string {
  const { timeZone, locale } = known(reader)
  const formatter = formatterOf(locale, timeZone, fields)
  if (!formatter) throw new RangeError(`no dates of ${locale} in ${timeZone}`)
  return formatter.format(new Date(moment))
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

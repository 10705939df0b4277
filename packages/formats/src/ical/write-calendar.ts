import type { ICalCalendar, ICalEventData } from 'ical-generator'
import type { WallTime } from '../plan-document.ts'
import { foldLines } from './fold-lines.ts'
import { instantOf } from './instant-of.ts'

/** A task as calendars show it. */
export interface CalendarEntry {
  readonly id: string
  /** Grows whenever something of the task changes. */
  readonly revision: number
  readonly name: string
  readonly project: string
  /** IANA name of the zone of its wall times. */
  readonly timeZone: string
  readonly start: WallTime
  readonly finish: WallTime
  readonly isMilestone: boolean
  readonly percentComplete: number
  readonly notes: string
  /** Where it can be looked at. */
  readonly url: string
  readonly updatedAt: string
}

export interface CalendarHead {
  readonly name: string
  /** Where its tasks live; with their ids it makes what calendars know them by. */
  readonly host: string
  /** The zone to show it in; null: of who looks. */
  readonly timeZone: string | null
  readonly writtenAt: Date
}

const entriesAtOnce = 200
const hoursBetweenLooks = 1

/**
 * Tasks as a calendar (RFC 5545), in pieces of text. Times are moments in UTC, which every program understands without
 * being told the rules of a zone; milestones are whole days, since what takes no time is shown as nothing. Nothing of it
 * makes its reader busy.
 */
export async function* writeCalendar(
  head: CalendarHead,
  entries: Iterable<CalendarEntry> | AsyncIterable<CalendarEntry>,
): AsyncGenerator<string> {
  const library = await import('ical-generator')
  const calendar = withHead(library, head)
  const [opening = '', closing = ''] = calendar.toString().split(/(?=END:VCALENDAR)/)
  yield opening
  let events = ''
  let count = 0
  for await (const entry of entries) {
    // The library folds the lines of calendars, and takes most of the time for it.
    events += new library.ICalEvent(eventOf(library, entry, head), calendar).toString()
    count += 1
    if (count % entriesAtOnce !== 0) continue
    yield foldLines(events)
    events = ''
  }
  if (events !== '') yield foldLines(events)
  yield `${closing}\r\n`
}

type Library = typeof import('ical-generator')

function withHead({ default: ical, ICalCalendarMethod }: Library, { name, timeZone }: CalendarHead): ICalCalendar {
  return ical({
    prodId: { company: 'Throughline', product: 'Throughline', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    name: escaped(onOneLine(name)),
    ttl: hoursBetweenLooks * 3_600,
    ...(timeZone === null ? {} : { x: { 'X-WR-TIMEZONE': timeZone } }),
  })
}

function eventOf(
  { ICalEventTransparency }: Library,
  entry: CalendarEntry,
  { host, writtenAt }: CalendarHead,
): ICalEventData {
  const { id, revision, name, project, isMilestone, percentComplete, notes, url, updatedAt } = entry
  const done = percentComplete === 0 ? [] : [`${percentComplete} % done`]
  return {
    ...timesOf(entry),
    id: `${id}@${host}`,
    sequence: revision,
    stamp: writtenAt,
    lastModified: new Date(updatedAt),
    summary: onOneLine(isMilestone ? `◆ ${name}` : name),
    description: tidy([project, ...done, ...(notes === '' ? [] : [notes])].join('\n')),
    categories: [{ name: onOneLine(project) }],
    url,
    transparency: ICalEventTransparency.TRANSPARENT,
    x: { 'X-MICROSOFT-CDO-BUSYSTATUS': 'FREE' },
  }
}

function timesOf({ start, finish, timeZone, isMilestone }: CalendarEntry) {
  if (!isMilestone) return { start: instantOf(start, timeZone), end: instantOf(finish, timeZone) }
  const day = new Date(`${finish.slice(0, 10)}T00:00:00Z`)
  return { start: day, end: new Date(day.getTime() + 86_400_000), allDay: true }
}

/** Without what a text of a calendar cannot hold. */
const tidy = (text: string): string => text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '')

/** The library takes some texts as they stand, so that a line break would begin another property. */
const onOneLine = (text: string): string => tidy(text).replace(/\s+/g, ' ').trim()
const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`)

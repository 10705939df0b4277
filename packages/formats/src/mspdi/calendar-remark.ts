// What a calendar is, where it is written in other words so that all programs take it for the same: see `plain-days.ts`. It
// stands after the root, as a processing instruction, which whoever does not know it passes over. It counts for as long as
// what it says would be written as the file has it.
import { compileCalendar } from '@throughline/engine'
import { calendarSchema } from '../json/plan-schemas.ts'
import type { DocumentCalendar } from '../plan-document.ts'
import { lineageOf } from './lineage-of.ts'
import { exceptionNodes, workWeekNodes } from './write/calendar-record.ts'
import { byFirstDay, plainExceptions, plainWorkWeeks } from './write/plain-days.ts'
import { markupOf, type XmlNode } from './xml-node.ts'

export const CALENDAR_REMARK = 'throughline-calendar'

/** What is written in other words. */
export interface CalendarRemark {
  readonly uid: number
  readonly exceptions?: DocumentCalendar['exceptions']
  readonly workWeeks?: DocumentCalendar['workWeeks']
}

type Days = Omit<CalendarRemark, 'uid'>

/** Null where nothing is. */
export function calendarRemark(lineage: readonly DocumentCalendar[], uid: number): CalendarRemark | null {
  const [calendar] = lineage
  if (calendar === undefined) return null
  const { exceptions, workWeeks } = calendar
  const remark: Days = {
    ...(saysTheSame(exceptionNodes, exceptions.toSorted(byFirstDay), plainExceptions(exceptions))
      ? {}
      : { exceptions }),
    ...(saysTheSame(workWeekNodes, workWeeks.toSorted(byFirstDay), plainWorkWeeks(lineage)) ? {} : { workWeeks }),
  }
  return Object.keys(remark).length === 0 ? null : { uid, ...remark }
}

/** In ASCII, and without what ends a processing instruction. */
export function remarkText(remark: CalendarRemark): string {
  const code = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `<?${CALENDAR_REMARK} ${JSON.stringify(remark).replace(/[<>\u007f-\uffff]/g, code)}?>`
}

const remarkSchema = calendarSchema.pick({ exceptions: true, workWeeks: true }).partial()

/** Null for what is none. */
export function readCalendarRemark(text: string): CalendarRemark | null {
  try {
    const { uid, ...days } = JSON.parse(text)
    return Number.isInteger(uid) ? { uid, ...(remarkSchema.parse(days) as Days) } : null
  } catch {
    return null
  }
}

/** The calendars as they were before they were written in other words. */
export function withRemarks(
  calendars: readonly DocumentCalendar[],
  remarks: ReadonlyMap<string, CalendarRemark>,
): readonly DocumentCalendar[] {
  if (remarks.size === 0) return calendars
  const asRead = new Map(calendars.map((calendar) => [calendar.key, calendar]))
  const done = new Map<string, DocumentCalendar>()
  const restore = (calendar: DocumentCalendar): DocumentCalendar => {
    const base = asRead.get(calendar.baseKey ?? '')
    const bases = base === undefined ? [] : lineageOf(done.get(base.key) ?? restore(base), done)
    const restored = restoredBy(remarks.get(calendar.key), calendar, bases)
    done.set(calendar.key, restored)
    return restored
  }
  return calendars.map((calendar) => done.get(calendar.key) ?? restore(calendar))
}

function restoredBy(
  remark: CalendarRemark | undefined,
  calendar: DocumentCalendar,
  bases: readonly DocumentCalendar[],
): DocumentCalendar {
  let restored = calendar
  const { exceptions, workWeeks } = remark ?? {}
  if (exceptions !== undefined && isSound({ ...calendar, exceptions })) {
    const isStill = saysTheSame(exceptionNodes, calendar.exceptions, plainExceptions(exceptions))
    if (isStill) restored = { ...restored, exceptions }
  }
  if (workWeeks !== undefined && isSound({ ...calendar, workWeeks })) {
    const isStill = saysTheSame(
      workWeekNodes,
      calendar.workWeeks,
      plainWorkWeeks([{ ...calendar, workWeeks }, ...bases]),
    )
    if (isStill) restored = { ...restored, workWeeks }
  }
  return restored
}

/** Files may be damaged. */
function isSound({ key, week, workWeeks, exceptions }: DocumentCalendar): boolean {
  try {
    compileCalendar({ id: key, week, workWeeks, exceptions })
    return true
  } catch {
    return false
  }
}

function saysTheSame<Row>(nodesOf: (rows: readonly Row[]) => readonly XmlNode[], a: readonly Row[], b: readonly Row[]) {
  if (a.length === b.length && a.every((row, index) => row === b[index])) return true
  return markupOf(nodesOf(a)) === markupOf(nodesOf(b))
}

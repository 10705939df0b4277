import { FormatError } from '../format-error.ts'
import { MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentCalendar } from '../plan-document.ts'
import { STANDARD_WEEK } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import type { CalendarRow } from './calendar-row.ts'

export interface Calendars {
  readonly calendars: readonly DocumentCalendar[]
  /** The key of the calendar that stands for one of the file, or null: the default calendar. */
  readonly keyOf: (uid: number | null) => string | null
}

/**
 * A calendar that adds nothing to its base is that base, but for those of `remarked` keys, which may; one without working
 * time is left out.
 * Throws FormatError for a UID given twice or bases that run in a circle.
 */
export function buildCalendars(
  rows: readonly CalendarRow[],
  remarked: ReadonlyMap<string, unknown>,
  warnings: Warnings,
): Calendars {
  const rowByUid = new Map<number, CalendarRow>()
  for (const row of rows) {
    if (rowByUid.has(row.uid)) throw calendarError(row, `Two calendars have the UID ${row.uid}`)
    rowByUid.set(row.uid, row)
  }
  const keyByUid = new Map<number, string>()
  const keyOf = (uid: number | null) => keyOfRow(uid, rowByUid, keyByUid)
  const kept = rows.filter((row) => {
    const lineage = lineageOf(row, rowByUid, warnings)
    const standsFor =
      lineage.find((each) => each.isBase || remarked.has(String(each.uid)) || hasDaysOfItsOwn(each)) ?? row
    if (standsFor !== row || !hasWorkingTime(lineage, warnings)) return false
    keyByUid.set(row.uid, String(row.uid))
    return true
  })
  return { calendars: kept.map((row) => documentCalendar(row, keyOf(baseUidOf(row)))), keyOf }
}

function documentCalendar(row: CalendarRow, baseKey: string | null): DocumentCalendar {
  return {
    key: String(row.uid),
    guid: row.guid,
    name: calendarName(row),
    baseKey,
    week: row.week.map((shifts, day) => shifts ?? (baseKey === null ? (STANDARD_WEEK[day] ?? []) : null)),
    workWeeks: row.workWeeks,
    exceptions: row.exceptions,
    extra: null,
  }
}

function keyOfRow(
  uid: number | null,
  rowByUid: ReadonlyMap<number, CalendarRow>,
  keyByUid: ReadonlyMap<number, string>,
): string | null {
  const row = uid === null ? undefined : rowByUid.get(uid)
  if (row === undefined) return null
  const key = keyByUid.get(row.uid)
  if (key !== undefined) return key
  return hasDaysOfItsOwn(row) ? null : keyOfRow(baseUidOf(row), rowByUid, keyByUid)
}

/** The calendar, its base, the base of that … */
function lineageOf(row: CalendarRow, rowByUid: ReadonlyMap<number, CalendarRow>, warnings: Warnings): CalendarRow[] {
  const lineage = [row]
  for (let uid = baseUidOf(row); uid !== null; ) {
    const base = rowByUid.get(uid)
    if (base === undefined) {
      const message = `The base of calendar “${calendarName(row)}”, UID ${uid}, is not in the file; a standard week stands in.`
      warnings.add('missing base calendar', row, message)
      return lineage
    }
    if (lineage.includes(base)) throw calendarError(row, 'Base calendars run in a circle')
    lineage.push(base)
    uid = baseUidOf(base)
  }
  return lineage
}

function baseUidOf(row: CalendarRow): number | null {
  return row.isBase || row.baseUid === null || row.baseUid < 0 || row.baseUid === row.uid ? null : row.baseUid
}

function hasDaysOfItsOwn(row: CalendarRow): boolean {
  return row.exceptions.length > 0 || row.workWeeks.length > 0 || row.week.some((shifts) => shifts !== null)
}

function hasWorkingTime(lineage: readonly CalendarRow[], warnings: Warnings): boolean {
  const [row] = lineage
  const week = STANDARD_WEEK.map(
    (standard, day) => lineage.find(({ week: own }) => own[day] != null)?.week[day] ?? standard,
  )
  if (row === undefined || week.some((shifts) => shifts.length > 0)) return true
  const message = `Calendar “${calendarName(row)}” has no working time in its week and is left out; the project calendar stands in.`
  warnings.add('calendar without work', row, message)
  return false
}

function calendarName(row: CalendarRow): string {
  return tidyName(row.name, MAXIMUM_SHORT_NAME, `Calendar ${row.uid}`)
}

function calendarError(row: CalendarRow, message: string): FormatError {
  const name = row.name === '' ? '' : ` “${row.name}”`
  return new FormatError(`Calendar${name}: ${message}`, {
    line: row.line,
    column: 0,
    path: 'Project/Calendars/Calendar',
  })
}

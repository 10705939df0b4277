import type { CalendarExceptionSpec, ShiftSpec } from '@throughline/engine'
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

interface Resolved {
  readonly week: readonly (readonly ShiftSpec[])[]
  readonly exceptions: readonly CalendarExceptionSpec[]
}

const MAXIMUM_EXCEPTIONS = 2_000

/**
 * Gives every calendar its full week and the exceptions of its base before its own, which win.
 * A calendar that adds nothing to its base is that base; one without working time is left out.
 * Throws FormatError for a UID given twice or bases that run in a circle.
 */
export function resolveCalendars(rows: readonly CalendarRow[], warnings: Warnings): Calendars {
  const rowByUid = new Map<number, CalendarRow>()
  for (const row of rows) {
    if (rowByUid.has(row.uid)) throw calendarError(row, `Two calendars have the UID ${row.uid}`)
    rowByUid.set(row.uid, row)
  }
  const calendars: DocumentCalendar[] = []
  const keyByUid = new Map<number, string>()
  for (const row of rows) {
    const lineage = lineageOf(row, rowByUid, warnings)
    const standsFor = lineage.find((each) => each.isBase || hasDaysOfItsOwn(each)) ?? row
    if (standsFor !== row) continue
    const calendar = documentCalendar(row, resolve(lineage), warnings)
    if (calendar === null) continue
    calendars.push(calendar)
    keyByUid.set(row.uid, calendar.key)
  }
  return { calendars, keyOf: (uid) => keyOf(uid, rowByUid, keyByUid) }
}

function keyOf(
  uid: number | null,
  rowByUid: ReadonlyMap<number, CalendarRow>,
  keyByUid: ReadonlyMap<number, string>,
): string | null {
  const row = uid === null ? undefined : rowByUid.get(uid)
  if (row === undefined) return null
  const key = keyByUid.get(row.uid)
  if (key !== undefined) return key
  return hasDaysOfItsOwn(row) ? null : keyOf(baseUidOf(row), rowByUid, keyByUid)
}

/** The calendar, its base, the base of that … */
function lineageOf(row: CalendarRow, rowByUid: ReadonlyMap<number, CalendarRow>, warnings: Warnings): CalendarRow[] {
  const lineage = [row]
  for (let uid = baseUidOf(row); uid !== null; ) {
    const base = rowByUid.get(uid)
    if (base === undefined) {
      const message = `The base of calendar “${row.name ?? row.uid}”, UID ${uid}, is not in the file; a standard week stands in.`
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
  return row.exceptions.length > 0 || row.week.some((shifts) => shifts !== null)
}

function resolve(lineage: readonly CalendarRow[]): Resolved {
  return lineage.toReversed().reduce<Resolved>(
    (base, row) => ({
      week: base.week.map((shifts, day) => row.week[day] ?? shifts),
      exceptions: [...base.exceptions, ...row.exceptions],
    }),
    { week: STANDARD_WEEK, exceptions: [] },
  )
}

function documentCalendar(row: CalendarRow, resolved: Resolved, warnings: Warnings): DocumentCalendar | null {
  const name = tidyName(row.name ?? '', MAXIMUM_SHORT_NAME, `Calendar ${row.uid}`)
  if (resolved.week.every((shifts) => shifts.length === 0)) {
    const message = `Calendar “${name}” has no working time in its week and is left out; the project calendar stands in.`
    warnings.add('calendar without work', row, message)
    return null
  }
  if (resolved.exceptions.length > MAXIMUM_EXCEPTIONS) {
    const message = `Calendar “${name}” has more than ${MAXIMUM_EXCEPTIONS} exceptions; the last of them are kept.`
    warnings.add('many exceptions', row, message)
  }
  const exceptions = resolved.exceptions.slice(-MAXIMUM_EXCEPTIONS)
  return { key: String(row.uid), name, week: resolved.week, exceptions }
}

function calendarError(row: CalendarRow, message: string): FormatError {
  const name = row.name === null ? '' : ` “${row.name}”`
  return new FormatError(`Calendar${name}: ${message}`, {
    line: row.line,
    column: 0,
    path: 'Project/Calendars/Calendar',
  })
}

import { type CalendarValues, calendarValues } from '@throughline/contract'
import type { CalendarExceptionSpec, Recurrence, ShiftSpec } from '@throughline/engine'
import { MAXIMUM_SHORT_NAME } from '../limits.ts'
import type { DocumentCalendar } from '../plan-document.ts'
import { checkAgainst } from './checked.ts'
import type { DocumentRow } from './document-row.ts'
import { fitLabel, fitText, fitWhole, type Problems } from './fit.ts'
import { documentRow, type RowContext } from './row-context.ts'

/** Each after its base. */
export function calendarRows(context: RowContext): DocumentRow[] {
  return basesFirst(context.document.calendars).map((calendar) => {
    const { key, guid, extra } = calendar
    const problems: Problems = []
    const values = {
      name: fitLabel(calendar.name, MAXIMUM_SHORT_NAME, `Calendar ${key}`),
      baseId: context.calendarId(calendar.baseKey),
      week: calendar.week.map(shiftsFit),
      workWeeks: calendar.workWeeks.map(({ name, from, to, week }) => ({
        ...named(name),
        from,
        to,
        week: week.map(shiftsFit),
      })),
      exceptions: calendar.exceptions.map(exceptionFit),
    } satisfies Required<CalendarValues>
    checkAgainst(calendarValues, values, problems)
    const id = context.idOf('calendar', key)
    const needs = [values.baseId]
    return documentRow('calendar', { key, guid, id, name: values.name, values, needs, extra, problems }, context)
  })
}

function basesFirst(calendars: readonly DocumentCalendar[]): DocumentCalendar[] {
  const byKey = new Map(calendars.map((calendar) => [calendar.key, calendar]))
  const placed = new Set<DocumentCalendar>()
  for (const calendar of calendars) {
    const lineage = new Set<DocumentCalendar>()
    let at: DocumentCalendar | undefined = calendar
    for (; at !== undefined && !lineage.has(at); at = byKey.get(at.baseKey ?? '')) lineage.add(at)
    for (const each of [...lineage].reverse()) placed.add(each)
  }
  return [...placed]
}

type Shift = { from: number; to: number }

function shiftsFit(shifts: readonly ShiftSpec[]): Shift[]
function shiftsFit(shifts: readonly ShiftSpec[] | null): Shift[] | null
function shiftsFit(shifts: readonly ShiftSpec[] | null): Shift[] | null {
  return shifts === null ? null : shifts.map(({ from, to }) => ({ from, to }))
}

function named(name: string | undefined): { name?: string } {
  return name === undefined ? {} : { name: fitText(name, MAXIMUM_SHORT_NAME) }
}

/** Without what it does not say, so that two versions of it compare. */
function exceptionFit({ name, from, to, shifts, recurs, occurrences }: CalendarExceptionSpec & { name?: string }) {
  return {
    ...named(name),
    from,
    to,
    shifts: shiftsFit(shifts),
    ...(recurs == null ? {} : { recurs: recurrenceFit(recurs) }),
    ...(occurrences == null || occurrences < 1 ? {} : { occurrences: fitWhole(occurrences, 1, 999) }),
  }
}

/** Files may say that something repeats every 0 weeks. */
function recurrenceFit(recurs: Recurrence) {
  const copy = 'weekdays' in recurs ? { ...recurs, weekdays: [...recurs.weekdays] } : { ...recurs }
  return 'every' in copy ? { ...copy, every: fitWhole(copy.every, 1, 1_000) } : copy
}

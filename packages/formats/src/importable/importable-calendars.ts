import { dayOf, type ShiftSpec, textOfDay, type WorkWeekSpec } from '@throughline/engine'
import type { DocumentCalendar, PlanDocument } from '../plan-document.ts'
import { recurringDays } from '../recurring-days.ts'
import { STANDARD_WEEK } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import type { ImportableCalendar } from './importable-types.ts'

type Exceptions = ImportableCalendar['exceptions']

const MINUTES_PER_DAY = 1440
const MAXIMUM_EXCEPTIONS = 2_000
const MAXIMUM_WORK_WEEK_DAYS = 3660

/** Gives every calendar its full week, and the days that its and its bases' exceptions fall on. */
export function importableCalendars(
  { calendars }: Pick<PlanDocument, 'calendars'>,
  warnings: Warnings,
): ImportableCalendar[] {
  const byKey = new Map(calendars.map((each) => [each.key, each]))
  return calendars.map((calendar) => {
    const lineage = lineageOf(calendar, byKey)
    const week = STANDARD_WEEK.map(
      (standard, day) => lineage.find(({ week: own }) => own[day] != null)?.week[day] ?? standard,
    )
    const exceptions = lineage.toReversed().flatMap((each) => daysOf(each, warnings))
    if (exceptions.length > MAXIMUM_EXCEPTIONS) {
      const message = `Calendar “${calendar.name}” has more than ${MAXIMUM_EXCEPTIONS} exceptions; the last of them are kept.`
      warnings.add('many exceptions', { line: 1 }, message)
    }
    return {
      key: calendar.key,
      name: calendar.name,
      week: week.map((shifts) => withinDay(shifts, calendar.name, warnings)),
      exceptions: exceptions.slice(-MAXIMUM_EXCEPTIONS),
    }
  })
}

/** The calendar, its base, the base of that … */
export function lineageOf(
  calendar: DocumentCalendar,
  byKey: ReadonlyMap<string, DocumentCalendar>,
): DocumentCalendar[] {
  const lineage = [calendar]
  for (let base = byKey.get(calendar.baseKey ?? ''); base !== undefined && !lineage.includes(base); ) {
    lineage.push(base)
    base = byKey.get(base.baseKey ?? '')
  }
  return lineage
}

function daysOf({ name, workWeeks, exceptions }: DocumentCalendar, warnings: Warnings): Exceptions {
  return [
    ...workWeeks.flatMap((workWeek) => daysOfWorkWeek(workWeek, name, warnings)),
    ...exceptions.flatMap(({ shifts, recurs, occurrences, ...range }) =>
      recurringDays(range, recurs ?? null, occurrences ?? null).map((days) => ({
        ...days,
        shifts: withinDay(shifts, name, warnings),
      })),
    ),
  ]
}

/** A week that holds for some time: its days become exceptions, equal neighbours one. */
function daysOfWorkWeek({ from, to, week }: WorkWeekSpec, name: string, warnings: Warnings): Exceptions {
  const first = dayOf(from)
  const last = Math.min(dayOf(to), first + MAXIMUM_WORK_WEEK_DAYS)
  if (last < dayOf(to)) {
    const message = `A work week of calendar “${name}” holds for more than ten years; ten years of it are kept.`
    warnings.add('long work week', { line: 1 }, message)
  }
  const found: Exceptions[number][] = []
  for (let day = first; day <= last; day += 1) {
    const given = week[(((day + 3) % 7) + 7) % 7] ?? null
    if (given === null) continue
    const shifts = withinDay(given, name, warnings)
    const previous = found.at(-1)
    const text = textOfDay(day)
    if (previous !== undefined && previous.to === textOfDay(day - 1) && isSame(previous.shifts, shifts)) {
      found[found.length - 1] = { ...previous, to: text }
    } else found.push({ from: text, to: text, shifts })
  }
  return found
}

function withinDay(shifts: readonly ShiftSpec[], name: string, warnings: Warnings): readonly ShiftSpec[] {
  if (shifts.every(({ to }) => to <= MINUTES_PER_DAY)) return shifts
  const message = `Calendar “${name}” has shifts that go on after midnight; they are cut there.`
  warnings.add('shift over midnight', { line: 1 }, message)
  return shifts.map(({ from, to }) => ({ from, to: Math.min(to, MINUTES_PER_DAY) }))
}

function isSame(a: readonly ShiftSpec[], b: readonly ShiftSpec[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

// What counts on a date (rule 4): an exception before a work week before the day of the week, each
// of the calendar itself before that of its base. Exceptions that overlap rank as in MPXJ's
// ProjectCalendar: a range of days before one that recurs, then every so many days before yearly
// before monthly before weekly, then the later of the list. No file at hand has any that overlap.
import { InvalidCalendarError } from '../errors.ts'
import type { CalendarExceptionSpec, CalendarSpec, Recurrence } from '../plan/types.ts'
import { dayOf } from '../time.ts'
import { weekdayOfDay } from './civil-date.ts'
import { compilePattern, compileWeek, type DayPattern, type PatternWeek } from './day-pattern.ts'
import { checkRecurrence, recurringDays } from './recurring-days.ts'

/** Days that a layer paints over those below; a week paints each with the pattern of its weekday. */
interface Layer {
  readonly firstDay: number
  readonly endDay: number
  /** Days in between, if not all. */
  readonly days: readonly number[] | null
  readonly week: PatternWeek
}

const NOT_WORKED: DayPattern = []
const RANK = { weekly: 1, 'monthly-day': 2, 'monthly-weekday': 2, 'yearly-day': 3, 'yearly-weekday': 3, daily: 4 }
const RANK_OF_RANGE = 5

/** What a calendar, after its bases, says of any day. */
export interface DayLayers {
  readonly week: readonly DayPattern[]
  /** Those that count most come last. */
  readonly layers: readonly Layer[]
}

/** `lineage`: the calendar and its bases, nearest first. Throws InvalidCalendarError for what makes no sense. */
export function compileLayers(lineage: readonly CalendarSpec[]): DayLayers {
  const fromBase = lineage.toReversed()
  const weeks = fromBase.map((spec) => compileWeek(spec.id, spec.week))
  const week = Array.from(
    { length: 7 },
    (_, weekday) => weeks.findLast((days) => days[weekday] !== null)?.[weekday] ?? NOT_WORKED,
  )
  const workWeeks = fromBase.flatMap((spec) =>
    (spec.workWeeks ?? []).map((workWeek): Layer => {
      const days = compileWeek(spec.id, workWeek.week)
      return {
        ...range(spec.id, 'a work week', workWeek),
        days: null,
        week: days.map((day, i) => day ?? week[i] ?? null),
      }
    }),
  )
  return { week, layers: [...workWeeks, ...fromBase.flatMap(exceptionLayers)] }
}

/** The pattern of each day from `firstDay` to before `endDay`. */
export function patternsOfDays({ week, layers }: DayLayers, firstDay: number, endDay: number): DayPattern[] {
  const patterns: DayPattern[] = []
  for (let day = firstDay; day < endDay; day += 1) patterns.push(week[weekdayOfDay(day) - 1] as DayPattern)
  for (const layer of layers) {
    const end = Math.min(layer.endDay, endDay)
    if (layer.days === null) {
      for (let day = Math.max(layer.firstDay, firstDay); day < end; day += 1) {
        patterns[day - firstDay] = layer.week[weekdayOfDay(day) - 1] as DayPattern
      }
      continue
    }
    for (const day of layer.days) {
      if (day >= firstDay && day < end) patterns[day - firstDay] = layer.week[weekdayOfDay(day) - 1] as DayPattern
    }
  }
  return patterns
}

function exceptionLayers(spec: CalendarSpec): Layer[] {
  return spec.exceptions
    .map((exception) => ({ rank: exceptionRank(exception.recurs ?? null), layer: exceptionLayer(spec.id, exception) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ layer }) => layer)
}

function exceptionLayer(calendarId: string, exception: CalendarExceptionSpec): Layer {
  const { recurs = null, occurrences = null } = exception
  const { firstDay, endDay } = range(calendarId, 'an exception', exception)
  const pattern = compilePattern(calendarId, exception.shifts)
  checkRecurrence(calendarId, recurs ?? { kind: 'daily', every: 1 }, occurrences)
  const week = Array.from({ length: 7 }, () => pattern)
  if (!isEveryDay(recurs)) {
    return { firstDay, endDay, days: recurringDays(recurs, firstDay, endDay, occurrences), week }
  }
  return { firstDay, endDay: Math.min(endDay, firstDay + (occurrences ?? endDay - firstDay)), days: null, week }
}

/** Of exceptions that overlap the one of the higher rank counts, and of equals the later. */
export function exceptionRank(recurs: Recurrence | null): number {
  return isEveryDay(recurs) ? RANK_OF_RANGE : RANK[recurs.kind]
}

function isEveryDay(recurs: Recurrence | null): recurs is null | { readonly kind: 'daily'; readonly every: 1 } {
  return recurs === null || (recurs.kind === 'daily' && recurs.every === 1)
}

function range(
  calendarId: string,
  what: string,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly firstDay: number; readonly endDay: number } {
  const firstDay = dayIn(calendarId, from)
  const endDay = dayIn(calendarId, to) + 1
  if (firstDay >= endDay) throw new InvalidCalendarError(calendarId, `${what} from ${from} to ${to}`)
  return { firstDay, endDay }
}

function dayIn(calendarId: string, text: string): number {
  try {
    return dayOf(text)
  } catch (error) {
    throw new InvalidCalendarError(calendarId, (error as RangeError).message)
  }
}

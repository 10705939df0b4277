// Exceptions and work weeks in the way that all programs take for the same: none of them overlap, those that recur begin and
// end on days that they are about, and a work week says all of its days.
//
// Programs differ in all else. Of what overlaps, MPXJ (ProjectCalendar.getException) takes one or another, and Microsoft
// Project does not let anybody make it; days that a work week leaves out are as in the week here, and not worked in MPXJ
// (MSPDIReader.readWorkWeek), which goes by ToDate alone, too, where an exception has Occurrences.
import { dayOf, exceptionRank, recurringDays, textOfDay } from '@throughline/engine'
import type { DocumentCalendar } from '../../plan-document.ts'
import type { DayRange } from '../../recurring-days.ts'
import { STANDARD_WEEK } from '../../standard-calendars.ts'
import { MAXIMUM_OCCURRENCES } from '../calendar-exception.ts'

type Exceptions = DocumentCalendar['exceptions']
type Exception = Exceptions[number]
type WorkWeeks = DocumentCalendar['workWeeks']
type Week = DocumentCalendar['week']

/** The same days with the same shifts, in order. */
export function plainExceptions(exceptions: Exceptions): Exceptions {
  const sorted = exceptions.toSorted(byFirstDay)
  if (sorted.every((exception, index) => isPlain(exception, sorted[index + 1]))) return sorted
  const taken = new TakenDays(exceptions)
  return exceptions
    .map((exception) => ({ exception, rank: exceptionRank(exception.recurs ?? null) }))
    .sort((a, b) => a.rank - b.rank)
    .toReversed()
    .flatMap(({ exception, rank }) => (rank === RANK_OF_RANGE ? rangePieces(exception, taken) : runs(exception, taken)))
    .sort(byFirstDay)
}

const RANK_OF_RANGE = exceptionRank(null)

/** As most are. */
function isPlain({ to, recurs = null, occurrences = null }: Exception, next: Exception | undefined): boolean {
  return recurs === null && occurrences === null && (next === undefined || to < next.from)
}

/**
 * Those of a calendar, whose bases come after it in `lineage`. Where a work week of a base leaves out a day that is another
 * one in the calendar than in its base, those of the bases are among them.
 */
export function plainWorkWeeks(lineage: readonly DocumentCalendar[]): WorkWeeks {
  const [calendar, ...bases] = lineage
  const week = weekOf(lineage)
  const inherited = areSeenOtherwise(bases, week) ? bases.toReversed().flatMap(({ workWeeks }) => workWeeks) : []
  const all = [...inherited, ...(calendar?.workWeeks ?? [])]
  if (all.length === 0) return all
  const taken = new TakenDays(all)
  return all
    .toReversed()
    .flatMap((workWeek) => {
      const days = workWeek.week.map((day, index) => day ?? week[index] ?? [])
      return freeRanges(workWeek, taken).map((range) => ({ ...workWeek, ...range, week: days }))
    })
    .sort(byFirstDay)
}

export function byFirstDay(a: DayRange, b: DayRange): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0
}

/** The week of a calendar with what it has of its bases. */
function weekOf(lineage: readonly DocumentCalendar[]): Week {
  return STANDARD_WEEK.map((standard, day) => lineage.find(({ week }) => week[day] != null)?.week[day] ?? standard)
}

function areSeenOtherwise(bases: readonly DocumentCalendar[], week: Week): boolean {
  if (bases.every(({ workWeeks }) => workWeeks.length === 0)) return false
  const inBase = weekOf(bases)
  const isOther = week.map((day, index) => JSON.stringify(day) !== JSON.stringify(inBase[index]))
  return bases.some(({ workWeeks }) =>
    workWeeks.some((workWeek) => workWeek.week.some((day, index) => day === null && isOther[index])),
  )
}

/** Days that something is said of already, out of those of some ranges. */
class TakenDays {
  readonly #first: number
  readonly #isTaken: Uint8Array

  constructor(ranges: readonly DayRange[]) {
    const bounds = ranges.flatMap(({ from, to }) => [dayOf(from), dayOf(to)])
    this.#first = bounds.reduce((least, day) => Math.min(least, day), bounds[0] ?? 0)
    const last = bounds.reduce((most, day) => Math.max(most, day), this.#first)
    this.#isTaken = new Uint8Array(last - this.#first + 1)
  }

  /** Whether it was free. */
  take(day: number): boolean {
    const at = day - this.#first
    if (this.#isTaken[at] !== 0) return false
    this.#isTaken[at] = 1
    return true
  }
}

/** What of a range is free, which it takes. */
function freeRanges({ from, to }: DayRange, taken: TakenDays): DayRange[] {
  const days: number[] = []
  for (let day = dayOf(from), last = dayOf(to); day <= last; day += 1) days.push(day)
  return freeRuns(days, taken).map((run) => ({ from: textOfDay(run[0] ?? 0), to: textOfDay(run.at(-1) ?? 0) }))
}

/** What is free of some days, cut where one is not. */
function freeRuns(days: readonly number[], taken: TakenDays): number[][] {
  const found: number[][] = [[]]
  for (const day of days) {
    if (taken.take(day)) found.at(-1)?.push(day)
    else found.push([])
  }
  return found.filter((run) => run.length > 0)
}

function rangePieces(exception: Exception, taken: TakenDays): Exception[] {
  const { from, to, occurrences = null } = exception
  const last = occurrences === null ? to : textOfDay(Math.min(dayOf(to), dayOf(from) + occurrences - 1))
  return freeRanges({ from, to: last }, taken).map((range) => once(exception, range))
}

function once({ name, shifts }: Exception, range: DayRange): Exception {
  return { ...range, shifts, ...(name === undefined ? {} : { name }) }
}

/** Each from one of its days to another, both of which count as before when it is worked out again. */
function runs(exception: Exception, taken: TakenDays): Exception[] {
  const { from, to, recurs = null, occurrences = null } = exception
  if (recurs === null) return []
  const days = recurringDays(recurs, dayOf(from), dayOf(to) + 1, occurrences)
  const isCounted = occurrences === days.length && days.length <= MAXIMUM_OCCURRENCES
  const found = freeRuns(days, taken)
  return found.map((run) => {
    const range = { from: textOfDay(run[0] ?? 0), to: textOfDay(run.at(-1) ?? 0) }
    if (run.length === 1) return once(exception, range)
    return { ...once(exception, range), recurs, occurrences: isCounted && found.length === 1 ? occurrences : null }
  })
}

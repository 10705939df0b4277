import type { TableMapping } from '@throughline/contract'
import { type DateOrder, type DateReading, orderShownBy } from './values/date.ts'

/** Finds out from dates whether days or months come first in them. */
export interface OrderGuess {
  readonly add: (text: string) => void
  /** Months first when nothing shows it, and no order of the two when there are no such dates. */
  readonly order: () => DateOrder
  /** What it is with what the mapping says, which may be nothing of dates that do not begin with the year. */
  readonly reading: (given: TableMapping['dateOrder'] | undefined) => Omit<DateReading, 'time'>
  /** Whether a date showed it. */
  readonly isShown: () => boolean
}

export function orderGuess(): OrderGuess {
  const seen = { 'day-month-year': 0, 'month-day-year': 0, either: 0 }
  const isShown = () => seen['day-month-year'] + seen['month-day-year'] > 0
  const dayOrder = () =>
    seen['day-month-year'] > 0 && seen['month-day-year'] === 0 ? 'day-month-year' : 'month-day-year'
  return {
    add: (text) => {
      const shown = text.length > 40 ? null : orderShownBy(text)
      if (shown !== null) seen[shown] += 1
    },
    order: () => (isShown() || seen.either > 0 ? dayOrder() : 'year-month-day'),
    reading: (given) => {
      const isYearFirst = given === 'year-month-day'
      const isGiven = given !== undefined && !isYearFirst
      // When all dates of the column that show their order show the same, there is no doubt about the others.
      const isClear = isShown() && (seen['day-month-year'] === 0 || seen['month-day-year'] === 0)
      return { order: isGiven ? given : dayOrder(), isGiven, isClear, isYearFirst }
    },
    isShown,
  }
}

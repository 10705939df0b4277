import type { Calendar } from '@throughline/contract'
import { textOfDay } from '@throughline/engine'

/** Says of a day (days since 1970-01-01) whether a calendar has work on it. Of overlapping exceptions the later counts. */
export function workingDaysOf(calendar: Calendar): (day: number) => boolean {
  const known = new Map<number, boolean>()
  return (day) => {
    let works = known.get(day)
    if (works === undefined) {
      const text = textOfDay(day)
      const exception = calendar.exceptions.findLast(({ from, to }) => from <= text && text <= to)
      const shifts = exception ? exception.shifts : calendar.week[(((day + 3) % 7) + 7) % 7]
      works = (shifts?.length ?? 0) > 0
      known.set(day, works)
    }
    return works
  }
}

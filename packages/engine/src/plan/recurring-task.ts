import { nextWorkingMinute } from '../calendar/positions.ts'
import { checkRecurrence, recurringDays } from '../calendar/recurring-days.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { InvalidCalendarError, InvalidInputError } from '../errors.ts'
import { dayOf, MINUTES_PER_DAY } from '../time.ts'
import type { Minute, PlanTask, Recurrence } from './types.ts'

/**
 * A meeting that comes back. Days are written YYYY-MM-DD and inclusive; of `until` and `occurrences`
 * at least one ends it. `minuteOfDay`: when it starts, 0 to 1439.
 */
export interface RecurringTaskSpec {
  readonly id: string
  readonly parentId: string | null
  readonly calendarId: string | null
  readonly durationMinutes: number
  readonly recurrence: Recurrence
  readonly from: string
  readonly until?: string | null
  readonly occurrences?: number | null
  readonly minuteOfDay: number
  /**
   * `move` (default): the schedule puts it at the next working time. `skip`: an occurrence that cannot
   * begin on its day is left out, though it counts as one of `occurrences`.
   */
  readonly whenNotWorking?: 'move' | 'skip'
}

const MOST_OCCURRENCES = 10_000

/**
 * Rule 25: a summary and below it a task for each occurrence, which starts no earlier than its day and
 * time. The tasks have the ids `<id>.1`, `<id>.2` and so on. `calendar` is the task's, or the
 * project's when it has none. Throws InvalidInputError for days, times or recurrences that make no
 * sense, for one without end and for more than 10,000 occurrences.
 */
export function expandRecurringTask(spec: RecurringTaskSpec, calendar: WorkingTime): PlanTask[] {
  const common = { kind: 'task', calendarId: spec.calendarId } as const
  const starts = occurrenceStarts(spec).filter(
    (start) => spec.whenNotWorking !== 'skip' || beginsOnItsDay(calendar, start),
  )
  return [
    { ...common, id: spec.id, parentId: spec.parentId, durationMinutes: 0 },
    ...starts.map(
      (date, index): PlanTask => ({
        ...common,
        id: `${spec.id}.${index + 1}`,
        parentId: spec.id,
        durationMinutes: spec.durationMinutes,
        constraint: { kind: 'startNoEarlierThan', date },
      }),
    ),
  ]
}

function occurrenceStarts(spec: RecurringTaskSpec): Minute[] {
  const occurrences = spec.occurrences ?? null
  const until = spec.until ?? null
  if (occurrences === null && until === null) throw invalid(spec, 'recurs without end')
  if (!(Number.isInteger(spec.minuteOfDay) && spec.minuteOfDay >= 0 && spec.minuteOfDay < MINUTES_PER_DAY)) {
    throw invalid(spec, `starts at minute ${spec.minuteOfDay} of a day`)
  }
  checkNumbers(spec, occurrences)
  const end = until === null ? Number.POSITIVE_INFINITY : dayIn(spec, until) + 1
  const most = Math.min(occurrences ?? MOST_OCCURRENCES + 1, MOST_OCCURRENCES + 1)
  const days = recurringDays(spec.recurrence, dayIn(spec, spec.from), end, most)
  if (days.length > MOST_OCCURRENCES) throw invalid(spec, `recurs more than ${MOST_OCCURRENCES} times`)
  return days.map((day) => day * MINUTES_PER_DAY + spec.minuteOfDay)
}

function beginsOnItsDay(calendar: WorkingTime, start: Minute): boolean {
  return Math.floor(nextWorkingMinute(calendar, start) / MINUTES_PER_DAY) === Math.floor(start / MINUTES_PER_DAY)
}

function checkNumbers(spec: RecurringTaskSpec, occurrences: number | null): void {
  try {
    checkRecurrence(spec.id, spec.recurrence, occurrences)
  } catch (error) {
    if (error instanceof InvalidCalendarError) throw invalid(spec, 'recurs by numbers that make no sense')
    throw error
  }
}

function dayIn(spec: RecurringTaskSpec, text: string): number {
  try {
    return dayOf(text)
  } catch (error) {
    throw invalid(spec, `recurs by ${(error as RangeError).message}`)
  }
}

function invalid(spec: RecurringTaskSpec, reason: string): InvalidInputError {
  return new InvalidInputError('task', spec.id, reason)
}

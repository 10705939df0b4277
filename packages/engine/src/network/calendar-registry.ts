import { aroundTheClock, compileCalendar } from '../calendar/compile-calendar.ts'
import { intersectCalendars } from '../calendar/intersect-calendars.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { DuplicateIdError, UnknownReferenceError } from '../errors.ts'
import type { CalendarSpec, Plan } from '../plan/types.ts'

/**
 * Calendars that were compiled before, by the objects that say them: a calendar is changed by making
 * another, and working its years out again is a third of the time of a small plan.
 */
const known = new WeakMap<CalendarSpec, WorkingTime>()

/** One that derives from others is compiled anew, since they may be others now. */
function compiled(spec: CalendarSpec, specs: ReadonlyMap<string, CalendarSpec>): WorkingTime {
  if (spec.baseId !== undefined && spec.baseId !== null) return compileCalendar(spec, specs)
  let calendar = known.get(spec)
  if (calendar === undefined) {
    calendar = compileCalendar(spec)
    known.set(spec, calendar)
  }
  return calendar
}

/**
 * The calendars of a plan by number, compiled when first asked for, so that an unused one may be
 * without work. Calendars that say the same have the same number: a derived calendar that changes
 * nothing is its base.
 */
export class CalendarRegistry {
  readonly calendars: WorkingTime[] = []
  readonly #specs: ReadonlyMap<string, CalendarSpec>
  readonly #numbers = new Map<string, number>()
  readonly #both = new Map<string, number>()
  #aroundTheClock = -1

  /** Throws DuplicateIdError for calendars, and what the plan's own calendar throws. */
  constructor(plan: Plan) {
    this.#specs = new Map(plan.calendars.map((spec) => [spec.id, spec]))
    if (this.#specs.size < plan.calendars.length) {
      const ids = plan.calendars.map((spec) => spec.id)
      throw new DuplicateIdError('calendar', ids.find((id, index) => ids.indexOf(id) !== index) as string)
    }
    this.numberOf(plan.calendarId, 'plan', '')
  }

  /** The two last say who refers to the calendar. Throws UnknownReferenceError or InvalidCalendarError. */
  numberOf(id: string, kind: 'plan' | 'task' | 'resource' | 'calendar', referrer: string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    const spec = this.#specs.get(id)
    if (spec === undefined) {
      throw new UnknownReferenceError('calendar', id, kind === 'plan' ? 'the plan' : `${kind} ${referrer}`)
    }
    const number =
      changesNothing(spec) && spec.baseId !== spec.id
        ? this.numberOf(spec.baseId as string, 'calendar', id)
        : this.#add(compiled(spec, this.#specs))
    this.#numbers.set(id, number)
    return number
  }

  /** For elapsed durations. */
  aroundTheClock(): number {
    if (this.#aroundTheClock < 0) this.#aroundTheClock = this.#add(aroundTheClock())
    return this.#aroundTheClock
  }

  /** Whether a calendar is that of elapsed durations. */
  isAroundTheClock(number: number): boolean {
    return number === this.#aroundTheClock
  }

  /** Working time that two calendars share (rule 3). */
  both(a: number, b: number): number {
    if (a === b) return a
    const key = a < b ? `${a} ${b}` : `${b} ${a}`
    const known = this.#both.get(key)
    if (known !== undefined) return known
    const number = this.#add(intersectCalendars(this.calendars[a] as WorkingTime, this.calendars[b] as WorkingTime))
    this.#both.set(key, number)
    return number
  }

  #add(calendar: WorkingTime): number {
    this.calendars.push(calendar)
    return this.calendars.length - 1
  }
}

function changesNothing({ baseId, week, exceptions, workWeeks = [] }: CalendarSpec): boolean {
  const isDerived = baseId !== undefined && baseId !== null
  return isDerived && week.every((day) => day === null) && exceptions.length === 0 && workWeeks.length === 0
}

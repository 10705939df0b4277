import type { CalendarSpec } from '../src/plan/types.ts'
import { workedMinutes } from './reference-calendar.ts'

const FIRST_DAY = -100
const END_DAY = 400
const ORIGIN = FIRST_DAY * 1440

/** Which minutes are worked, from autumn 1969 to early 1971, written out one by one. */
export class ReferenceTime {
  /** The worked minutes in order. */
  readonly #minutes: number[] = []
  /** For each minute, how many are worked before it. */
  readonly #before: Int32Array
  readonly #both = new Map<ReferenceTime, ReferenceTime>()

  constructor(isWorked: (index: number) => boolean) {
    const length = (END_DAY - FIRST_DAY) * 1440
    this.#before = new Int32Array(length + 1)
    for (let index = 0; index < length; index += 1) {
      this.#before[index] = this.#minutes.length
      if (isWorked(index)) this.#minutes.push(ORIGIN + index)
    }
    this.#before[length] = this.#minutes.length
  }

  /** What is worked in both. */
  and(other: ReferenceTime): ReferenceTime {
    if (other === this) return this
    const known = this.#both.get(other)
    if (known !== undefined) return known
    const both = new ReferenceTime((index) => this.works(ORIGIN + index) && other.works(ORIGIN + index))
    this.#both.set(other, both)
    return both
  }

  worked(from: number, to: number): number {
    return this.#count(to) - this.#count(from)
  }

  works(minute: number): boolean {
    return this.worked(minute, minute + 1) === 1
  }

  /** The first minute at which work can start. */
  nextStart(minute: number): number {
    return this.#at(this.#count(minute))
  }

  /** The last minute at which work can end. */
  previousEnd(minute: number): number {
    return this.#at(this.#count(minute) - 1) + 1
  }

  /** Takes up worked minutes one after the other, ahead or (negative) back. */
  walk(from: number, minutes: number): number {
    if (minutes === 0) return from
    const first = this.#count(from)
    return minutes > 0 ? this.#at(first + minutes - 1) + 1 : this.#at(first + minutes)
  }

  #count(minute: number): number {
    const count = this.#before[minute - ORIGIN]
    if (count === undefined) throw new Error(`minute ${minute} lies outside the reference`)
    return count
  }

  #at(index: number): number {
    const minute = this.#minutes[index]
    if (minute === undefined) throw new Error(`worked minute ${index} lies outside the reference`)
    return minute
  }
}

const cache = new WeakMap<CalendarSpec, ReferenceTime>()
const aroundTheClock = new ReferenceTime(() => true)

/** Calendars by id; null is around the clock. Calendars of the reference have no base. */
export function referenceTimes(calendars: readonly CalendarSpec[]): (id: string | null) => ReferenceTime {
  return (id) => {
    if (id === null) return aroundTheClock
    const spec = calendars.find((each) => each.id === id)
    if (spec === undefined) throw new Error(`no calendar ${id}`)
    const known = cache.get(spec)
    if (known !== undefined) return known
    const minutes = workedMinutes([spec], FIRST_DAY, END_DAY)
    const time = new ReferenceTime((index) => minutes[index] as boolean)
    cache.set(spec, time)
    return time
  }
}

import type { Adjacency, Instance } from './instance.ts'
import { InvalidInstanceError } from './leveling-errors.ts'
import { packingOf } from './packed-profile.ts'

/**
 * 0 is forward: periods count from the start. 1 is backward: periods count back from the finish and links
 * are turned round.
 */
export type Direction = 0 | 1

/**
 * Makes schedules. `starts` are in the direction's own periods. A list is an order of all activities in
 * which each comes after those it depends on in that direction; the result is the makespan. Where
 * capacities change, `finish` says in which period backward begins.
 */
export interface Decoder {
  /** Serial generation (Kelley 1963): each in turn as early as it can be. */
  serial(direction: Direction, list: Int32Array, starts: Int32Array, finish: number): number
  /**
   * Parallel generation (Bedworth, Bailey 1982): what fits now in order of the list, which may be any
   * order of priority, then on to the next finish. With a preference, one of the first of the list waits
   * where that lets the others together be worth more.
   */
  parallel(direction: Direction, list: Int32Array, starts: Int32Array, finish: number, preference?: Preference): number
}

/**
 * By activity. What is started at a time is worth the sum of the squares of the urgencies, from the least
 * one waiting, times the weights. Heeded where capacities do not change.
 */
export interface Preference {
  readonly urgency: Float64Array
  readonly weight: Float64Array
}

const MAX_PERIODS = 2 ** 24
const NOBODY = -1
/** How many of those that would start are tried as the one that waits. */
const MOST_TRIED = 10

export function createDecoder(instance: Instance): Decoder {
  const { count, durations, lastChange } = instance
  const { words, guards, demands, capacities } = packingOf(instance)
  const guard = guards[0] as number
  const before: readonly Adjacency[] = [instance.predecessors, instance.successors]
  const after: readonly Adjacency[] = [instance.successors, instance.predecessors]
  let work = 0
  for (const duration of durations) work += duration
  // Backward from a finish where capacities change, twice as many may be needed.
  const periods = lastChange + 1 + (lastChange === 0 ? work : 2 * work)
  if (periods > MAX_PERIODS) throw new InvalidInstanceError(null, `more than ${MAX_PERIODS} periods`)
  const free = new Int32Array(periods * words)
  let used = periods
  const ends = new Int32Array(count)
  const waiting = new Int32Array(count)
  const position = new Int32Array(count)
  const eligible = new Int32Array(count)
  const running = new Int32Array(count)
  const room = new Int32Array(words)
  const chosen = new Int32Array(MOST_TRIED)
  let started = 0

  function reset(direction: Direction, finish: number): void {
    const last = lastChange * words
    for (let word = 0; word < words; word++) {
      const constant = capacities[last + word] as number
      if (words === 1) free.fill(constant, 0, used)
      else for (let i = word; i < used * words; i += words) free[i] = constant
    }
    used = 0
    if (lastChange === 0) return
    if (direction === 0) free.set(capacities)
    else
      for (let period = 0; period < finish; period++) {
        const from = Math.min(finish - 1 - period, lastChange) * words
        for (let word = 0; word < words; word++) free[period * words + word] = capacities[from + word] as number
      }
    used = direction === 0 ? lastChange + 1 : finish
  }

  /** The first period from `from` on at which the activity fits. */
  function earliestFit(activity: number, from: number): number {
    const duration = durations[activity] as number
    let period = from
    let run = 0
    if (words === 1) {
      const demand = demands[activity] as number
      while (run < duration) {
        run = (((free[period] as number) - demand) & guard) === guard ? run + 1 : 0
        period++
      }
    } else {
      while (run < duration) {
        run = fitsAt(activity, period) ? run + 1 : 0
        period++
      }
    }
    return period - run
  }

  function fitsAt(activity: number, period: number): boolean {
    for (let word = 0; word < words; word++) {
      const left = (free[period * words + word] as number) - (demands[activity * words + word] as number)
      if ((left & (guards[word] as number)) !== guards[word]) return false
    }
    return true
  }

  function occupy(activity: number, start: number): void {
    const end = start + (durations[activity] as number)
    for (let word = 0; word < words; word++) {
      const demand = demands[activity * words + word] as number
      if (demand === 0) continue
      for (let i = start * words + word; i < end * words; i += words) free[i] = (free[i] as number) - demand
    }
    ends[activity] = end
    if (end > used) used = end
  }

  function serial(direction: Direction, list: Int32Array, starts: Int32Array, finish: number): number {
    reset(direction, finish)
    const { offset, nodes } = before[direction] as Adjacency
    let makespan = 0
    for (let i = 0; i < count; i++) {
      const activity = list[i] as number
      let start = 0
      for (let e = offset[activity] as number, last = offset[activity + 1] as number; e < last; e++) {
        const end = ends[nodes[e] as number] as number
        if (end > start) start = end
      }
      start = earliestFit(activity, start)
      starts[activity] = start
      occupy(activity, start)
      if ((ends[activity] as number) > makespan) makespan = ends[activity] as number
    }
    return makespan
  }

  /** What all would be worth that fit together now, without one of them; counts them and keeps the first. */
  function worth(now: number, eligibles: number, without: number, { urgency, weight }: Preference): number {
    for (let word = 0; word < words; word++) room[word] = free[now * words + word] as number
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < eligibles; i++) least = Math.min(least, urgency[eligible[i] as number] as number)
    let sum = 0
    started = 0
    for (let i = 0; i < eligibles; i++) {
      const activity = eligible[i] as number
      if (activity === without || !takesRoom(activity)) continue
      if (started < MOST_TRIED) chosen[started] = activity
      started++
      sum += ((urgency[activity] as number) - least + 1) ** 2 * (weight[activity] as number)
    }
    return sum
  }

  function takesRoom(activity: number): boolean {
    for (let word = 0; word < words; word++) {
      const left = (room[word] as number) - (demands[activity * words + word] as number)
      if ((left & (guards[word] as number)) !== guards[word]) return false
    }
    for (let word = 0; word < words; word++) {
      room[word] = (room[word] as number) - (demands[activity * words + word] as number)
    }
    return true
  }

  /** The activity that had better wait, or NOBODY. */
  function whoWaits(now: number, eligibles: number, preference: Preference): number {
    let most = worth(now, eligibles, NOBODY, preference)
    if (started === eligibles) return NOBODY
    let who = NOBODY
    for (const activity of chosen.slice(0, Math.min(started, MOST_TRIED))) {
      const value = worth(now, eligibles, activity, preference)
      if (value <= most) continue
      most = value
      who = activity
    }
    return who
  }

  function parallel(
    direction: Direction,
    list: Int32Array,
    starts: Int32Array,
    finish: number,
    preference?: Preference,
  ): number {
    reset(direction, finish)
    const { offset, nodes } = after[direction] as Adjacency
    const links = before[direction] as Adjacency
    let eligibles = 0
    for (let i = 0; i < count; i++) {
      const activity = list[i] as number
      position[activity] = i
      waiting[activity] = (links.offset[activity + 1] as number) - (links.offset[activity] as number)
      if (waiting[activity] === 0) eligible[eligibles++] = activity
    }
    // The least place in `eligible` that a new one took.
    const release = (activity: number): number => {
      let least = eligibles
      for (let e = offset[activity] as number, last = offset[activity + 1] as number; e < last; e++) {
        const next = nodes[e] as number
        const left = (waiting[next] as number) - 1
        waiting[next] = left
        if (left > 0) continue
        let at = eligibles++
        while (at > 0 && (position[eligible[at - 1] as number] as number) > (position[next] as number)) {
          eligible[at] = eligible[at - 1] as number
          at--
        }
        eligible[at] = next
        least = Math.min(least, at)
      }
      return least
    }
    let now = 0
    let placed = 0
    let runners = 0
    let makespan = 0
    while (true) {
      const waits = preference && lastChange === 0 ? whoWaits(now, eligibles, preference) : NOBODY
      for (let i = 0; i < eligibles; ) {
        const activity = eligible[i] as number
        if (activity === waits) {
          i++
          continue
        }
        const duration = durations[activity] as number
        const fits = duration === 0 || (lastChange === 0 ? fitsAt(activity, now) : earliestFit(activity, now) === now)
        if (!fits) {
          i++
          continue
        }
        starts[activity] = now
        occupy(activity, now)
        placed++
        eligible.copyWithin(i, i + 1, eligibles--)
        if (duration === 0) i = Math.min(i, release(activity))
        else running[runners++] = activity
      }
      if (placed === count) break
      let next = now + 1
      if (lastChange === 0) {
        next = ends[running[0] as number] as number
        for (let i = 1; i < runners; i++) next = Math.min(next, ends[running[i] as number] as number)
      }
      now = next
      for (let i = runners - 1; i >= 0; i--) {
        const activity = running[i] as number
        if ((ends[activity] as number) > now) continue
        running[i] = running[--runners] as number
        release(activity)
      }
    }
    for (let i = 0; i < count; i++) if ((ends[i] as number) > makespan) makespan = ends[i] as number
    return makespan
  }

  return { serial, parallel }
}

import { InvalidCalendarError, UnknownReferenceError } from '../errors.ts'
import type { CalendarSpec } from '../plan/types.ts'
import { MINUTES_PER_DAY } from '../time.ts'
import { compileLayers, type DayLayers, patternsOfDays } from './day-layers.ts'
import { type Periods, WorkingTime } from './working-time.ts'

/**
 * `bases`: the calendars that others derive from, by id. Throws InvalidCalendarError for days,
 * shifts, recurrences or bases that make no sense, UnknownReferenceError for a missing base. A
 * calendar without any working time is found out when it is asked for some.
 */
export function compileCalendar(spec: CalendarSpec, bases?: ReadonlyMap<string, CalendarSpec>): WorkingTime {
  const layers = compileLayers(lineageOf(spec, bases))
  return new WorkingTime(spec.id, (firstDay, endDay) => periodsOf(layers, firstDay, endDay))
}

/** Works all the time; for elapsed durations and lags. */
export function aroundTheClock(): WorkingTime {
  return new WorkingTime('around the clock', (firstDay, endDay) => ({
    count: 1,
    bounds: Int32Array.of(firstDay * MINUTES_PER_DAY, endDay * MINUTES_PER_DAY),
  }))
}

/** The calendar, its base, the base of that and so on. */
function lineageOf(spec: CalendarSpec, bases: ReadonlyMap<string, CalendarSpec> | undefined): CalendarSpec[] {
  const lineage = [spec]
  const ids = new Set([spec.id])
  for (let baseId = spec.baseId ?? null; baseId !== null; ) {
    const base = bases?.get(baseId)
    if (base === undefined) throw new UnknownReferenceError('calendar', baseId, `calendar ${lineage.at(-1)?.id}`)
    if (ids.has(baseId)) {
      throw new InvalidCalendarError(spec.id, `bases go in a circle: ${[...ids, baseId].join(' > ')}`)
    }
    ids.add(baseId)
    lineage.push(base)
    baseId = base.baseId ?? null
  }
  return lineage
}

/** Shifts that touch or, after a midnight, overlap become one period. */
function periodsOf(layers: DayLayers, firstDay: number, endDay: number): Periods {
  // The day before may reach into the first day.
  const patterns = patternsOfDays(layers, firstDay - 1, endDay)
  const low = firstDay * MINUTES_PER_DAY
  const high = endDay * MINUTES_PER_DAY
  const bounds = new Int32Array(2 * patterns.reduce((sum, pattern) => sum + pattern.length, 0))
  let count = 0
  let lastEnd = Number.NEGATIVE_INFINITY
  let midnight = low - MINUTES_PER_DAY
  for (const pattern of patterns) {
    for (const shift of pattern) {
      const from = Math.max(midnight + shift.from, low)
      const to = Math.min(midnight + shift.to, high)
      if (to <= lastEnd || to <= from) continue
      if (from > lastEnd) {
        bounds[2 * count] = from
        count += 1
      }
      bounds[2 * count - 1] = to
      lastEnd = to
    }
    midnight += MINUTES_PER_DAY
  }
  return { count, bounds }
}

import type { Availability, Minute, PlanResource } from '../plan/types.ts'
import { WHOLE_UNIT } from './usage.ts'

/** From a minute on, so many thousandths of a unit are there. */
export interface UnitStep {
  readonly from: Minute
  readonly units: number
}

const FIRST_MINUTE = -0x80000000

/** In order of time, the first from always. Of availabilities that overlap the later in the list counts. */
export function capacitySteps({ maxUnits = 1, availability = [] }: PlanResource): UnitStep[] {
  const bounds = new Set([FIRST_MINUTE])
  for (const { from, to } of availability) {
    if (from !== null) bounds.add(from)
    if (to !== null) bounds.add(to)
  }
  return [...bounds]
    .sort((a, b) => a - b)
    .map((from) => {
      const units = availability.findLast((one) => covers(one, from))?.units ?? maxUnits
      return { from, units: Math.round(units * WHOLE_UNIT) }
    })
}

function covers({ from, to }: Availability, minute: Minute): boolean {
  return (from === null || from <= minute) && (to === null || minute < to)
}

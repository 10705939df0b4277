import { earliestMinuteAt, latestMinuteAt, positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { capacitySteps } from './capacity.ts'
import type { Site } from './site.ts'
import { StepProfile } from './step-profile.ts'
import type { Usage } from './usage.ts'

/**
 * What is free of a resource. When all that use it do so on the same calendar, the axis is that
 * calendar's working time, and nights take no room. Otherwise it is the clock, and a stretch of work counts as one
 * from its first minute to its last.
 */
export interface ResourceAxis {
  readonly isWorkingTime: boolean
  readonly profile: StepProfile
  /** The most there ever is, in thousandths. */
  readonly peak: number
}

/** By resource id; what the first plan that has a resource says of it counts. */
export function resourceAxes(sites: readonly Site[]): ReadonlyMap<string, ResourceAxis> {
  const byResource = new Map<string, { calendars: Map<string, WorkingTime>; uses: number }>()
  sites.forEach((site, index) => {
    const first = sites.findIndex(({ plan }) => hasSameCalendars(plan.calendars, site.plan.calendars))
    site.usages.forEach((usages, node) => {
      const { splits } = site.network.plan.tasks[site.network.taskOfNode[node] as number] ?? {}
      for (const { resourceId, calendar } of usages) {
        const entry = byResource.get(resourceId) ?? { calendars: new Map(), uses: 0 }
        byResource.set(resourceId, entry)
        entry.calendars.set(`${first === -1 ? index : first} ${calendar.id}`, calendar)
        entry.uses += 2 + (splits?.length ?? 0)
      }
    })
  })
  const axes = new Map<string, ResourceAxis>()
  for (const resource of sites.flatMap(({ plan }) => plan.resources ?? [])) {
    const entry = byResource.get(resource.id)
    if (entry === undefined || axes.has(resource.id)) continue
    const [calendar] = entry.calendars.values()
    const isWorkingTime = entry.calendars.size === 1
    const steps = capacitySteps(resource)
    const placed = steps.map(({ from, units }, i) => ({
      from: isWorkingTime && i > 0 ? positionOf(calendar as WorkingTime, from) : from,
      units,
    }))
    // Of steps at the same position (both in a gap) the last counts.
    const distinct = placed.filter(({ from }, i) => placed[i + 1]?.from !== from)
    axes.set(resource.id, {
      isWorkingTime,
      profile: new StepProfile(distinct, entry.uses),
      peak: Math.max(...steps.map(({ units }) => units)),
    })
  }
  return axes
}

function hasSameCalendars(a: readonly object[], b: readonly object[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** Where a stretch of working time begins and ends on the axis. */
export function beginOnAxis({ isWorkingTime }: ResourceAxis, { calendar }: Usage, from: number): number {
  return isWorkingTime ? from : latestMinuteAt(calendar, from)
}

export function endOnAxis({ isWorkingTime }: ResourceAxis, { calendar }: Usage, to: number): number {
  return isWorkingTime ? to : earliestMinuteAt(calendar, to)
}

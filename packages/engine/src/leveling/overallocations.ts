import { earliestMinuteAt, latestMinuteAt } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import type { Minute, Plan, PlanTask } from '../plan/types.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { capacitySteps, type UnitStep } from './capacity.ts'
import type { Overallocation } from './leveling-types.ts'
import { eachStretch, usagesOf, WHOLE_UNIT } from './usage.ts'

/** Somebody begins to work (or ends, with units below zero) at a minute. */
interface Change {
  readonly minute: Minute
  readonly units: number
  readonly taskId: string
}

/**
 * Where a resource is asked for more than there is of it, minute by minute of working time, by resource and
 * then in order of time. Several plans share the resources that have the same id; what the first of
 * them says of a resource counts. Throws what `schedule` throws.
 */
export function overallocations(
  plans: Plan | readonly Plan[],
  schedules: Schedule | readonly Schedule[],
): Overallocation[] {
  const allPlans: readonly Plan[] = 'tasks' in plans ? [plans] : plans
  const allSchedules: readonly Schedule[] = 'network' in schedules ? [schedules] : schedules
  const changes = new Map<string, Change[]>()
  for (const schedule of allSchedules) collectChanges(schedule, changes)
  const found: Overallocation[] = []
  const seen = new Set<string>()
  for (const resource of allPlans.flatMap((plan) => plan.resources ?? [])) {
    const own = changes.get(resource.id)
    if (seen.has(resource.id) || own === undefined) continue
    seen.add(resource.id)
    found.push(...overloadsOf(resource.id, own, capacitySteps(resource)))
  }
  return found
}

function collectChanges({ network, dates }: Schedule, changes: Map<string, Change[]>): void {
  usagesOf(network).forEach((usages, node) => {
    const taskId = (network.plan.tasks[network.taskOfNode[node] as number] as PlanTask).id
    for (const usage of usages) {
      const own = changes.get(usage.resourceId) ?? []
      changes.set(usage.resourceId, own)
      const { calendar, units } = usage
      const start = dates.earlyStart[node] as number
      eachStretch(network, node, usage, start, dates.earlyFinish[node] as number, (from, to) => {
        eachPeriod(calendar, from, to, (begin, end) => {
          own.push({ minute: begin, units, taskId }, { minute: end, units: -units, taskId })
        })
      })
    }
  })
}

/** The working periods between two positions. */
function eachPeriod(
  calendar: WorkingTime,
  from: number,
  to: number,
  visit: (begin: Minute, end: Minute) => void,
): void {
  for (let position = from; position < to; ) {
    const begin = latestMinuteAt(calendar, position)
    // As long as no minute is skipped, minutes and positions advance together.
    let inside = position
    let beyond = to + 1
    while (beyond - inside > 1) {
      const middle = Math.floor((inside + beyond) / 2)
      if (earliestMinuteAt(calendar, middle) - begin === middle - position) inside = middle
      else beyond = middle
    }
    visit(begin, begin + inside - position)
    position = inside
  }
}

function overloadsOf(resourceId: string, changes: Change[], steps: readonly UnitStep[]): Overallocation[] {
  changes.sort((a, b) => a.minute - b.minute)
  const found: Overallocation[] = []
  const running = new Map<string, number>()
  let used = 0
  let step = 0
  let at = 0
  while (at < changes.length) {
    const { minute } = changes[at] as Change
    for (; changes[at]?.minute === minute; at++) {
      const { units, taskId } = changes[at] as Change
      used += units
      running.set(taskId, (running.get(taskId) ?? 0) + units)
      if (running.get(taskId) === 0) running.delete(taskId)
    }
    const next = changes[at]?.minute
    if (next === undefined) break
    for (let from = minute; from < next; ) {
      while ((steps[step + 1]?.from ?? Number.POSITIVE_INFINITY) <= from) step++
      const to = Math.min(next, steps[step + 1]?.from ?? next)
      const over = used - (steps[step]?.units ?? 0)
      if (over > 0 && used > 0) addOverload(found, resourceId, from, to, over / WHOLE_UNIT, [...running.keys()])
      from = to
    }
  }
  return found
}

/** Goes on with the last one if nothing but the clock has moved. */
function addOverload(
  found: Overallocation[],
  resourceId: string,
  from: Minute,
  to: Minute,
  units: number,
  taskIds: readonly string[],
): void {
  const last = found.at(-1)
  const isSame = last?.to === from && last.units === units && last.taskIds.join() === taskIds.join()
  if (last && isSame) found[found.length - 1] = { ...last, to }
  else found.push({ resourceId, from, to, units, taskIds })
}

// Who works when: assignments as stretches of working time, the same for finding overallocations and
// for avoiding them.
import { positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { type Network, PINNED, STARTED } from '../network/network.ts'
import { type Assigned, workAssignments } from '../network/profile.ts'
import type { Minute, PlanTask } from '../plan/types.ts'

/** Capacities and demands in thousandths, so that thirds and tenths of a person add up. */
export const WHOLE_UNIT = 1000

/** An assignment: `minutes` of working time of `calendar`, `delay` of it after the task's start. */
export interface Usage {
  readonly resourceId: string
  readonly calendar: WorkingTime
  readonly delay: number
  readonly minutes: number
  readonly units: number
}

/** By node: what it uses while it runs. Nodes that cannot use anything have none. */
export function usagesOf(network: Network): readonly (readonly Usage[])[] {
  const { plan, nodeOfTask, indexById, isActive, duration } = network
  const usages: Usage[][] = Array.from({ length: network.nodeCount }, () => [])
  for (const [taskId, assigned] of workAssignments(plan, (id) => indexById.has(id))) {
    const node = nodeOfTask[indexById.get(taskId) as number] as number
    if (node < 0 || isActive[node] === 0 || duration[node] === 0) continue
    usages[node] = assigned.map((one, i) => usageOf(network, node, one, i))
  }
  return usages
}

function usageOf(network: Network, node: number, { assignment, resource }: Assigned, index: number): Usage {
  const task = network.plan.tasks[network.taskOfNode[node] as number] as PlanTask
  const units = Math.round(assignment.units * WHOLE_UNIT)
  const whole = network.duration[node] as number
  const parts = network.profile[node] === -1 ? null : network.profiles[network.profile[node] as number]
  const part = parts?.[index]
  if (part) {
    const calendar = network.calendars[part.calendar] as WorkingTime
    return { resourceId: resource.id, calendar, delay: part.delay, minutes: part.minutes, units }
  }
  const calendar = network.calendars[network.calendar[node] as number] as WorkingTime
  const delay = Math.min(assignment.delayMinutes ?? 0, whole)
  const isByWork = task.effortType !== 'fixedDuration' && task.isElapsed !== true && assignment.workMinutes != null
  const work = isByWork ? Math.round((assignment.workMinutes as number) / assignment.units) : task.durationMinutes
  const minutes = Math.min(work + whole - Math.min(whole, task.durationMinutes), whole - delay)
  return { resourceId: resource.id, calendar, delay, minutes, units }
}

/**
 * Calls `visit` with the stretches that an assignment works when its task lies from `start` to `finish`,
 * as positions of the assignment's calendar. Interruptions are left out (rule 28).
 */
export function eachStretch(
  network: Network,
  node: number,
  usage: Usage,
  start: Minute,
  finish: Minute,
  visit: (from: number, to: number) => void,
): void {
  const from = positionOf(usage.calendar, start)
  const mode = network.mode[node] as number
  if (mode === PINNED || mode === STARTED) {
    const to = positionOf(usage.calendar, finish)
    const rest = mode === STARTED ? Math.min(network.remaining[node] as number, to - from) : 0
    const done = Math.min((network.duration[node] as number) - rest, to - from - rest)
    if (mode === PINNED || done + rest >= to - from) {
      if (to > from) visit(from, to)
      return
    }
    if (done > 0) visit(from, from + done)
    if (rest > 0) visit(to - rest, to)
    return
  }
  let at = from + usage.delay
  const end = at + usage.minutes
  const { splits } = network.plan.tasks[network.taskOfNode[node] as number] as PlanTask
  let gaps = 0
  for (const { afterMinutes, gapMinutes } of splits ?? []) {
    const stop = Math.min(from + afterMinutes + gaps, end)
    gaps += gapMinutes
    if (stop > at) visit(at, stop)
    at = Math.max(at, stop + gapMinutes)
  }
  if (end > at) visit(at, end)
}

import { compileCalendar } from '../calendar/compile-calendar.ts'
import { positionOf, workingMinutesBetween } from '../calendar/positions.ts'
import type { Minute, Plan, PlanResource, PlanTask } from '../plan/types.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { capacitySteps } from './capacity.ts'
import { eachStretch, usagesOf, WHOLE_UNIT } from './usage.ts'

/** What one task asks of a resource in one stretch of time: minutes of work, so half a person for an hour is 30. */
export interface LoadPart {
  readonly taskId: string
  readonly bucket: number
  readonly workMinutes: number
}

/**
 * Of one resource; arrays have a value for each bucket. `workMinutes` are asked for, `availableMinutes` are there on its own
 * calendar (the plan's where it has none) times its units.
 */
export interface ResourceLoad {
  readonly resourceId: string
  readonly workMinutes: Float64Array
  readonly availableMinutes: Float64Array
  /** In the order of the tasks. */
  readonly parts: readonly LoadPart[]
}

/**
 * How much work each resource has from one edge to the next, `edges` in order of time: a bucket fewer than edges. Resources that are
 * not people or machines (material, cost) are left out, as are those that nobody assigned. Throws what calendars throw.
 */
export function resourceLoads(plan: Plan, schedule: Schedule, edges: readonly Minute[]): ResourceLoad[] {
  const buckets = Math.max(0, edges.length - 1)
  const loads = new Map<string, ResourceLoad & { parts: LoadPart[] }>()
  for (const resource of plan.resources ?? []) {
    if (resource.kind !== 'work') continue
    const workMinutes = new Float64Array(buckets)
    loads.set(resource.id, {
      resourceId: resource.id,
      workMinutes,
      availableMinutes: new Float64Array(buckets),
      parts: [],
    })
  }
  collectWork(schedule, edges, loads)
  const found = [...loads.values()].filter(({ parts }) => parts.length > 0)
  const available = availabilityOf(plan, edges)
  for (const { resourceId, availableMinutes } of found) availableMinutes.set(available(resourceId))
  return found
}

function collectWork(
  { network, dates }: Schedule,
  edges: readonly Minute[],
  loads: ReadonlyMap<string, ResourceLoad & { parts: LoadPart[] }>,
): void {
  usagesOf(network).forEach((usages, node) => {
    const taskId = (network.plan.tasks[network.taskOfNode[node] as number] as PlanTask).id
    const start = dates.earlyStart[node] as number
    const finish = dates.earlyFinish[node] as number
    for (const usage of usages) {
      const load = loads.get(usage.resourceId)
      if (!load) continue
      const { calendar, units } = usage
      const perBucket = new Map<number, number>()
      eachStretch(network, node, usage, start, finish, (from, to) => {
        for (let bucket = bucketOf(edges, start); bucket < edges.length - 1; bucket++) {
          const begin = positionOf(calendar, edges[bucket] as number)
          if (begin >= to) break
          const minutes = Math.min(to, positionOf(calendar, edges[bucket + 1] as number)) - Math.max(from, begin)
          if (minutes > 0) perBucket.set(bucket, (perBucket.get(bucket) ?? 0) + (minutes * units) / WHOLE_UNIT)
        }
      })
      for (const [bucket, workMinutes] of perBucket) {
        load.workMinutes[bucket] = (load.workMinutes[bucket] as number) + workMinutes
        load.parts.push({ taskId, bucket, workMinutes })
      }
    }
  })
}

/** The bucket that a minute lies in; the first one for what lies before it. */
function bucketOf(edges: readonly Minute[], minute: Minute): number {
  let [low, high] = [0, edges.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((edges[middle] as number) <= minute) low = middle
    else high = middle
  }
  return low
}

function availabilityOf(plan: Plan, edges: readonly Minute[]): (resourceId: string) => Float64Array {
  const specs = new Map(plan.calendars.map((calendar) => [calendar.id, calendar]))
  const resources = new Map<string, PlanResource>((plan.resources ?? []).map((resource) => [resource.id, resource]))
  return (id) => {
    const minutes = new Float64Array(Math.max(0, edges.length - 1))
    const resource = resources.get(id)
    const spec = specs.get(resource?.calendarId ?? plan.calendarId)
    if (!resource || !spec) return minutes
    const calendar = compileCalendar(spec, specs)
    const steps = capacitySteps(resource)
    for (let bucket = 0; bucket < minutes.length; bucket++) {
      const [from, to] = [edges[bucket] as number, edges[bucket + 1] as number]
      steps.forEach((step, at) => {
        const begin = Math.max(from, step.from)
        const end = Math.min(to, steps[at + 1]?.from ?? to)
        if (end <= begin) return
        const there = (workingMinutesBetween(calendar, begin, end) * step.units) / WHOLE_UNIT
        minutes[bucket] = (minutes[bucket] as number) + there
      })
    }
    return minutes
  }
}

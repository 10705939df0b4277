import { enginePlanOf, type Plan } from '@throughline/contract'
import { overallocations, type ResourceLoad, resourceLoads, type Schedule, schedule } from '@throughline/engine'
import { useDeferredValue, useMemo } from 'react'

export interface ShownLoad extends ResourceLoad {
  /** Whether at some minute of a stretch more is asked for than there is, be it little in all. */
  readonly isOver: readonly boolean[]
}

export interface Loads {
  readonly byResource: ReadonlyMap<string, ShownLoad>
  /** Resources that are asked for too much at some time of the whole plan. */
  readonly overloadedCount: number
}

/** The work that each resource has between edges; none for a plan that has no schedule. */
export function useLoads(plan: Plan, edges: readonly number[]): Loads {
  const shown = useDeferredValue(plan)
  const computed = useMemo(() => compute(shown), [shown])
  return useMemo(() => {
    const loads = computed ? resourceLoads(computed.engine, computed.schedule, edges) : []
    const overloads = computed?.overloads ?? new Map<string, Stretch[]>()
    const byResource = new Map(
      loads.map((load) => [load.resourceId, { ...load, isOver: overIn(edges, overloads.get(load.resourceId)) }]),
    )
    return { byResource, overloadedCount: overloads.size }
  }, [computed, edges])
}

interface Stretch {
  readonly from: number
  readonly to: number
}

interface Computed {
  readonly engine: ReturnType<typeof enginePlanOf>
  readonly schedule: Schedule
  readonly overloads: ReadonlyMap<string, Stretch[]>
}

/** A plan that cannot be scheduled has no load; a banner above says why it cannot. */
function compute(plan: Plan): Computed | null {
  const engine = enginePlanOf(plan)
  try {
    const computed = schedule(engine)
    const overloads = new Map<string, Stretch[]>()
    for (const { resourceId, from, to } of overallocations(engine, computed)) {
      overloads.set(resourceId, [...(overloads.get(resourceId) ?? []), { from, to }])
    }
    return { engine, schedule: computed, overloads }
  } catch {
    return null
  }
}

function overIn(edges: readonly number[], stretches: readonly Stretch[] = []): boolean[] {
  return edges.slice(0, -1).map((begin, at) => {
    const end = edges[at + 1] ?? begin
    return stretches.some(({ from, to }) => from < end && to > begin)
  })
}

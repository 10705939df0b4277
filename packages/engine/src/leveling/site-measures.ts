// Of the nodes of all sites, one after the other, what the search wants to know.
import { LEAF } from '../network/network.ts'
import type { PlanTask } from '../plan/types.ts'
import { capacitySteps } from './capacity.ts'
import type { Adjacency } from './instance.ts'
import type { SearchProblem } from './search-problem.ts'
import { NEVER_DELAYED, type Site } from './site.ts'
import type { Usage } from './usage.ts'

export function joinedLinks(sites: readonly Site[], count: number, linksOf: (site: Site) => Adjacency): Adjacency {
  const offset = new Int32Array(count + 1)
  const nodes: number[] = []
  for (const site of sites) {
    const links = linksOf(site)
    for (let node = 0; node < site.network.nodeCount; node++) {
      for (let e = links.offset[node] as number; e < (links.offset[node + 1] as number); e++) {
        nodes.push(site.base + (links.nodes[e] as number))
      }
      offset[site.base + node + 1] = nodes.length
    }
  }
  return { offset, nodes: Int32Array.from(nodes) }
}

/** By node: 1 for tasks that are never delayed and all before them, so that nobody is in their way. */
export function neverDelayedFirst(sites: readonly Site[], count: number, { offset, nodes }: Adjacency): Uint8Array {
  const isFirst = new Uint8Array(count)
  for (const { base, mobility } of sites) {
    for (let node = 0; node < mobility.length; node++) if (mobility[node] === NEVER_DELAYED) isFirst[base + node] = 1
  }
  for (let i = count - 1; i >= 0; i--) {
    if (isFirst[i] === 0) continue
    for (let e = offset[i] as number; e < (offset[i + 1] as number); e++) isFirst[nodes[e] as number] = 1
  }
  return isFirst
}

/** By node: what a minute of delay costs, by the priority of the task; little beside a minute of the project. */
export function delayWeights(sites: readonly Site[], count: number): Float64Array {
  const weights = new Float64Array(count)
  for (const { base, network } of sites) {
    for (let node = 0; node < network.nodeCount; node++) {
      const { priority = 500 } = network.plan.tasks[network.taskOfNode[node] as number] as PlanTask
      weights[base + node] = Math.max(priority, 1) / (1000 * 1440 * count)
    }
  }
  return weights
}

/** By node: its units as shares of what there is of each resource, summed. */
export function loadsOf(sites: readonly Site[], count: number): Float64Array {
  const peaks = new Map<string, number>()
  for (const resource of sites.flatMap(({ plan }) => plan.resources ?? [])) {
    if (!peaks.has(resource.id))
      peaks.set(resource.id, Math.max(1, ...capacitySteps(resource).map(({ units }) => units)))
  }
  const loads = new Float64Array(count)
  for (const { base, usages } of sites) {
    usages.forEach((own, node) => {
      for (const { resourceId, units } of own)
        loads[base + node] = (loads[base + node] as number) + units / (peaks.get(resourceId) ?? units)
    })
  }
  return loads
}

/** How far the late finish lies before the end, and the early start behind the beginning; what takes no people is urgent. */
export function urgencies(sites: readonly Site[], count: number): Pick<SearchProblem, 'urgencies' | 'urgencyUnit'> {
  const forward = new Float64Array(count)
  const backward = new Float64Array(count)
  const start = Math.min(...sites.map(({ unleveled }) => unleveled.start))
  const finish = Math.max(...sites.map(({ unleveled }) => unleveled.finish))
  let length = 0
  let using = 0
  for (const { base, network, unleveled, usages } of sites) {
    const { earlyStart, earlyFinish, lateFinish } = unleveled.dates
    for (let node = 0; node < network.nodeCount; node++) {
      const isUsing = network.nodeKind[node] === LEAF && (usages[node] as readonly Usage[]).length > 0
      forward[base + node] = isUsing ? Math.max(0, finish - (lateFinish[node] as number)) : finish - start
      backward[base + node] = isUsing ? Math.max(0, (earlyStart[node] as number) - start) : finish - start
      if (!isUsing) continue
      length += (earlyFinish[node] as number) - (earlyStart[node] as number)
      using++
    }
  }
  return { urgencies: [[forward, backward]], urgencyUnit: Math.max(1, length / Math.max(1, using) / 5) }
}

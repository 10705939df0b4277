import type { PlanTask } from '../plan/types.ts'
import { createLinkOrder, type Linked } from './link-order.ts'
import type { Site } from './site.ts'

/**
 * The list of the default pass: predecessors first, then little float, early dates, high priority, a
 * constraint (rule 30), and the order of the plan.
 */
export function standardOrder(sites: readonly Site[], linked: Linked): Int32Array {
  const { count } = linked
  const float = new Float64Array(count)
  const start = new Float64Array(count)
  const priorities = new Float64Array(count)
  const isFree = new Uint8Array(count)
  for (const { base, network, unleveled } of sites) {
    for (let node = 0; node < network.nodeCount; node++) {
      const task = network.taskOfNode[node] as number
      float[base + node] = unleveled.columns.totalFloat[task] as number
      start[base + node] = unleveled.columns.earlyStart[task] as number
      priorities[base + node] = (network.plan.tasks[task] as PlanTask).priority ?? 500
      isFree[base + node] = (network.constraint[node] as number) === 0 ? 1 : 0
    }
  }
  const list = Int32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) =>
      (float[a] as number) - (float[b] as number) ||
      (start[a] as number) - (start[b] as number) ||
      (priorities[b] as number) - (priorities[a] as number) ||
      (isFree[a] as number) - (isFree[b] as number) ||
      a - b,
  )
  createLinkOrder(linked)(0, list)
  return list
}

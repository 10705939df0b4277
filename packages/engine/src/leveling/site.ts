// A plan as leveling sees it: its network without the delays that leveling is to find, where its tasks
// lie without them, and what they use.
import { compileNetwork } from '../network/compile-network.ts'
import {
  AS_LATE_AS_POSSIBLE,
  LEAF,
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  PINNED,
  STARTED,
} from '../network/network.ts'
import type { Plan, PlanTask } from '../plan/types.ts'
import { type Schedule, scheduleNetwork } from '../schedule/schedule.ts'
import { type Usage, usagesOf } from './usage.ts'

/** Points in time and those that nobody works on: they follow their links, and take nothing. */
export const FREE = 0
/** Leveling may delay it. */
export const MOVABLE = 1
/** Its links move it, leveling does not (priority 1000, rule 30). */
export const NEVER_DELAYED = 2
/** It lies where it lies: in progress, complete, placed by hand, on a date, or as late as possible. */
export const FIXED = 3

export interface Site {
  readonly plan: Plan
  readonly network: Network
  /** Without leveling. */
  readonly unleveled: Schedule
  readonly usages: readonly (readonly Usage[])[]
  /** By node: one of the above. */
  readonly mobility: Uint8Array
  /** The number of its first node among the nodes of all plans. */
  readonly base: number
}

const NEVER_DELAYED_PRIORITY = 1000

export function sitesOf(plans: readonly Plan[]): Site[] {
  let base = 0
  return plans.map((plan) => {
    const network = compileNetwork(plan)
    const usages = usagesOf(network)
    const mobility = new Uint8Array(network.nodeCount)
    for (let node = 0; node < network.nodeCount; node++) {
      mobility[node] = mobilityOf(network, node, (usages[node] as readonly Usage[]).length > 0)
      // The network is this function's own; delays of before are void for what can be delayed.
      if (mobility[node] !== MOVABLE) continue
      network.levelingDelay[node] = 0
      network.isSimple[node] = 0
    }
    const site = { plan, network, unleveled: scheduleNetwork(network), usages, mobility, base }
    base += network.nodeCount
    return site
  })
}

function mobilityOf(network: Network, node: number, isUsing: boolean): number {
  if (network.nodeKind[node] !== LEAF || network.isActive[node] === 0) return FREE
  const mode = network.mode[node]
  const constraint = network.constraint[node]
  const isDated = constraint === MUST_START_ON || constraint === MUST_FINISH_ON
  const isPlaced = mode === PINNED || mode === STARTED || (isDated && network.options.honorsConstraints)
  if (isPlaced || constraint === AS_LATE_AS_POSSIBLE) return FIXED
  if (!isUsing) return FREE
  const { priority = 500 } = network.plan.tasks[network.taskOfNode[node] as number] as PlanTask
  return priority >= NEVER_DELAYED_PRIORITY ? NEVER_DELAYED : MOVABLE
}

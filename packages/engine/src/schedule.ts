import { runBackwardPass } from './backward-pass.ts'
import { freeFloats, totalFloat } from './float.ts'
import { runForwardPass } from './forward-pass.ts'
import { buildNetwork, type Network } from './network.ts'
import type { Plan, Schedule } from './types.ts'

/**
 * Dates, floats and drivers of all tasks by the critical path method, from the plan's start.
 * Pure: the same plan always gives the same schedule.
 * Throws CycleError, UnknownReferenceError, DuplicateIdError, InvalidCalendarError or HorizonError.
 */
export function schedule(plan: Plan): Schedule {
  const network = buildNetwork(plan)
  const finish = runForwardPass(network)
  runBackwardPass(network, finish)
  const free = freeFloats(network)
  const critical = criticalNodes(network)
  const tasks = network.nodes.map((node) => ({
    id: node.id,
    earlyStart: node.early.start,
    earlyFinish: node.early.finish,
    lateStart: node.late.start,
    lateFinish: node.late.finish,
    totalFloat: totalFloat(node),
    freeFloat: free[node.index] as number,
    isCritical: critical[node.index] === 1,
    isSummary: node.isSummary,
    driver: node.driver,
  }))
  return { start: plan.start, finish, tasks }
}

/** A task is critical without total float, a summary when a task below it is. */
function criticalNodes(network: Network): Uint8Array {
  const critical = new Uint8Array(network.nodes.length)
  for (const { node, side } of network.events) {
    if (side === 'open' && node.isSummary) continue
    const isCritical = node.isSummary
      ? node.children.some((child) => critical[child.index] === 1)
      : totalFloat(node) <= 0
    critical[node.index] = isCritical ? 1 : 0
  }
  return critical
}

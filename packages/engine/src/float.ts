import { workingMinutesBetween } from './calendar.ts'
import type { Network, TaskNode } from './network.ts'
import { SuccessorLimits } from './successor-limits.ts'

/** The smaller of start and finish slack, in working minutes of the task's calendar. */
export function totalFloat(node: TaskNode): number {
  return Math.min(
    workingMinutesBetween(node.calendar, node.early.start, node.late.start),
    workingMinutesBetween(node.calendar, node.early.finish, node.late.finish),
  )
}

/**
 * Free float of every node, by index: the least gap to a successor, never below zero; without
 * successors the total float. For a summary, its own links count and those of summaries above it.
 */
export function freeFloats(network: Network): number[] {
  const limits = new SuccessorLimits(network.nodes.length)
  for (const { node, side } of network.events.toReversed()) {
    if (side === 'close') continue
    if (node.isSummary) limits.addSummary(node)
    else limits.addTask(node, node.early)
  }
  return network.nodes.map((node) => freeFloat(node, limits))
}

function freeFloat(node: TaskNode, limits: SuccessorLimits): number {
  const { start, finish } = limits.of(node)
  let gap = Number.POSITIVE_INFINITY
  if (Number.isFinite(start)) gap = workingMinutesBetween(node.calendar, node.early.start, start)
  if (Number.isFinite(finish)) gap = Math.min(gap, workingMinutesBetween(node.calendar, node.early.finish, finish))
  return gap === Number.POSITIVE_INFINITY ? totalFloat(node) : Math.max(0, gap)
}

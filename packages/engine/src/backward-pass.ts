// Late dates: as late as the successors and the project's finish allow. A "start no earlier than"
// does not hold late dates back.
import { addWorkingMinutes, previousWorkingMinute, workingMinutesBetween } from './calendar.ts'
import type { Dates, Network, TaskNode } from './network.ts'
import { rollUpDates } from './roll-up.ts'
import { type Limits, SuccessorLimits } from './successor-limits.ts'
import type { Minute } from './types.ts'

/** Sets `late` of all nodes. */
export function runBackwardPass(network: Network, projectFinish: Minute): void {
  const limits = new SuccessorLimits(network.nodes.length)
  for (const { node, side } of network.events.toReversed()) {
    if (side === 'close') continue
    if (node.isSummary) {
      node.late = rollUpDates(node.children, (child) => child.late)
      limits.addSummary(node)
    } else {
      node.late = lateDates(node, latestFinish(node, limits.of(node), projectFinish))
      limits.addTask(node, node.late)
    }
  }
}

function latestFinish(node: TaskNode, limits: Limits, projectFinish: Minute): Minute {
  const finish = Math.min(projectFinish, limits.finish)
  if (limits.start === Number.POSITIVE_INFINITY) return finish
  return Math.min(finish, addWorkingMinutes(node.calendar, limits.start, node.duration))
}

/** A point without float keeps its early place, be it the end of a period or the start of one. */
function lateDates(node: TaskNode, limit: Minute): Dates {
  if (node.isPoint && workingMinutesBetween(node.calendar, node.early.finish, limit) === 0) return node.early
  const finish = previousWorkingMinute(node.calendar, limit)
  return { start: addWorkingMinutes(node.calendar, finish, -node.duration), finish }
}

import type { Dates, TaskNode } from './network.ts'

/** From the earliest start to the latest finish of the children. */
export function rollUpDates(children: readonly TaskNode[], datesOf: (child: TaskNode) => Dates): Dates {
  let start = Number.POSITIVE_INFINITY
  let finish = Number.NEGATIVE_INFINITY
  for (const child of children) {
    const dates = datesOf(child)
    if (dates.start < start) start = dates.start
    if (dates.finish > finish) finish = dates.finish
  }
  return { start, finish }
}

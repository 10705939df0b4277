// How late a task may lie before it moves what follows it. The same question is asked twice: with
// the late dates of the successors it gives late dates, with their early dates it gives free float.
//
// A link out of a summary: FS and FF wait for all of its tasks, so they limit each of them; SS and
// SF follow the earliest, so they limit only tasks that start when the summary starts.
// A link into a summary binds each task below it, hence the least of them limits the predecessor;
// because lag counts on the calendar of the bound task, the least is kept for each calendar.
import { addWorkingMinutes, type Calendar, latestAfter, nextWorkingMinute } from './calendar.ts'
import type { Dates, LinkEdge, TaskNode } from './network.ts'
import type { Minute } from './types.ts'

/** Latest start and finish that successors allow; Infinity where none does. */
export interface Limits {
  readonly start: Minute
  readonly finish: Minute
}

/** The least starts and finishes below a node, by calendar. */
type Reach = ReadonlyMap<Calendar, Dates>

const NO_LIMITS: Limits = { start: Number.POSITIVE_INFINITY, finish: Number.POSITIVE_INFINITY }

/** Collects reaches of successors; nodes must be added before their predecessors ask. */
export class SuccessorLimits {
  readonly #reaches = new Map<TaskNode, Reach>()
  readonly #limits = new Map<TaskNode, Limits>()

  /** Tells where a task lies. */
  addTask(node: TaskNode, dates: Dates): void {
    // FF and SF bind a finish by working time alone: up to the next start, nothing is worked.
    const finish = node.isPoint ? dates.finish : nextWorkingMinute(node.calendar, dates.finish)
    this.#reaches.set(node, new Map([[node.calendar, { start: dates.start, finish }]]))
  }

  /** Tells that all children of a summary have been added. */
  addSummary(summary: TaskNode): void {
    const least = new Map<Calendar, Dates>()
    for (const child of summary.children) {
      for (const [calendar, { start, finish }] of this.#reachOf(child)) {
        const known = least.get(calendar) ?? NO_LIMITS
        least.set(calendar, { start: Math.min(start, known.start), finish: Math.min(finish, known.finish) })
      }
    }
    this.#reaches.set(summary, least)
  }

  /** The limits of a task by its own links and those of the summaries above it. */
  of(node: TaskNode): Limits {
    let { start, finish } = this.#own(node)
    for (let above = node.parent; above !== null; above = above.parent) {
      const limits = this.#own(above)
      finish = Math.min(finish, limits.finish)
      if (node.early.start === above.early.start) start = Math.min(start, limits.start)
    }
    return { start, finish }
  }

  #own(node: TaskNode): Limits {
    if (node.outgoing.length === 0) return NO_LIMITS
    let limits = this.#limits.get(node)
    if (limits === undefined) {
      limits = node.outgoing.reduce((least, edge) => this.#withLink(least, edge), NO_LIMITS)
      this.#limits.set(node, limits)
    }
    return limits
  }

  #withLink(limits: Limits, edge: LinkEdge): Limits {
    let latest = Number.POSITIVE_INFINITY
    for (const [calendar, { start, finish }] of this.#reachOf(edge.successor)) {
      const target = edge.type === 'FS' || edge.type === 'SS' ? start : finish
      latest = Math.min(latest, withoutLag(calendar, target, edge.lag))
    }
    return edge.type === 'FS' || edge.type === 'FF'
      ? { start: limits.start, finish: Math.min(limits.finish, latest) }
      : { start: Math.min(limits.start, latest), finish: limits.finish }
  }

  #reachOf(node: TaskNode): Reach {
    return this.#reaches.get(node) as Reach
  }
}

/** The latest minute from which the lag leads no further than `target`. */
function withoutLag(calendar: Calendar, target: Minute, lag: number): Minute {
  if (lag === 0) return target
  return lag > 0 ? addWorkingMinutes(calendar, target, -lag) : latestAfter(calendar, target, -lag)
}

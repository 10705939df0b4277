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

const UNLIMITED: Limits = { start: Number.POSITIVE_INFINITY, finish: Number.POSITIVE_INFINITY }

/** Where successors lie; all tasks after a task must be added before its limits are asked for. */
export class SuccessorLimits {
  readonly #starts: Float64Array
  readonly #finishes: Float64Array
  /** The least start and finish below a summary, by calendar. */
  readonly #below = new Map<TaskNode, ReadonlyMap<Calendar, Dates>>()
  readonly #limits: (Limits | undefined)[]

  constructor(size: number) {
    this.#starts = new Float64Array(size)
    this.#finishes = new Float64Array(size)
    this.#limits = new Array(size).fill(undefined)
  }

  /** Tells where a task lies. */
  addTask(node: TaskNode, dates: Dates): void {
    this.#starts[node.index] = dates.start
    // FF and SF bind a finish by working time alone: up to the next start, nothing is worked.
    this.#finishes[node.index] = node.isPoint ? dates.finish : nextWorkingMinute(node.calendar, dates.finish)
  }

  /** Tells that all children of a summary have been added. */
  addSummary(summary: TaskNode): void {
    const leasts = new Map<Calendar, Dates>()
    const lower = (calendar: Calendar, start: Minute, finish: Minute): void => {
      const known = leasts.get(calendar) ?? UNLIMITED
      if (start >= known.start && finish >= known.finish) return
      leasts.set(calendar, { start: Math.min(start, known.start), finish: Math.min(finish, known.finish) })
    }
    for (const child of summary.children) {
      if (!child.isSummary) lower(child.calendar, this.#startOf(child), this.#finishOf(child))
      for (const [calendar, { start, finish }] of this.#below.get(child) ?? []) lower(calendar, start, finish)
    }
    this.#below.set(summary, leasts)
  }

  /** The limits of a task by its own links and those of the summaries above it. */
  of(node: TaskNode): Limits {
    let limits = this.#own(node)
    for (let above = node.parent; above !== null; above = above.parent) {
      if (above.outgoing.length === 0) continue
      const { start, finish } = this.#own(above)
      const isEarliest = node.early.start === above.early.start
      limits = least(limits, { start: isEarliest ? start : Number.POSITIVE_INFINITY, finish })
    }
    return limits
  }

  #own(node: TaskNode): Limits {
    if (node.outgoing.length === 0) return UNLIMITED
    let limits = this.#limits[node.index]
    if (limits === undefined) {
      limits = UNLIMITED
      for (const edge of node.outgoing) limits = least(limits, this.#byLink(edge))
      this.#limits[node.index] = limits
    }
    return limits
  }

  #byLink(edge: LinkEdge): Limits {
    const latest = edge.successor.isSummary ? this.#latestBySummary(edge) : this.#latestByTask(edge)
    return edge.type === 'FS' || edge.type === 'FF'
      ? { start: Number.POSITIVE_INFINITY, finish: latest }
      : { start: latest, finish: Number.POSITIVE_INFINITY }
  }

  #latestByTask(edge: LinkEdge): Minute {
    const target = bindsStart(edge) ? this.#startOf(edge.successor) : this.#finishOf(edge.successor)
    return withoutLag(edge.successor.calendar, target, edge.lag)
  }

  #latestBySummary(edge: LinkEdge): Minute {
    let latest = Number.POSITIVE_INFINITY
    for (const [calendar, { start, finish }] of this.#below.get(edge.successor) ?? []) {
      latest = Math.min(latest, withoutLag(calendar, bindsStart(edge) ? start : finish, edge.lag))
    }
    return latest
  }

  #startOf(node: TaskNode): Minute {
    return this.#starts[node.index] as number
  }

  #finishOf(node: TaskNode): Minute {
    return this.#finishes[node.index] as number
  }
}

function bindsStart(edge: LinkEdge): boolean {
  return edge.type === 'FS' || edge.type === 'SS'
}

function least(a: Limits, b: Limits): Limits {
  if (a.start <= b.start && a.finish <= b.finish) return a
  return { start: Math.min(a.start, b.start), finish: Math.min(a.finish, b.finish) }
}

/** The latest minute from which the lag leads no further than `target`. */
function withoutLag(calendar: Calendar, target: Minute, lag: number): Minute {
  if (lag === 0) return target
  return lag > 0 ? addWorkingMinutes(calendar, target, -lag) : latestAfter(calendar, target, -lag)
}

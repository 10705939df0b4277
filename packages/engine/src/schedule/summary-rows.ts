import type { Network } from '../network/network.ts'
import { collectorsOf, type ScheduleColumns, setSummary } from './columns.ts'
import type { Floats } from './floats.ts'

/** Rolls the rows of summaries up again after some of the rows below them have changed. */
export class SummaryRows {
  readonly #network: Network
  readonly #collectors: Int32Array
  readonly #children: readonly (Int32Array | undefined)[]
  /** By task: its place in the outline's order. */
  readonly #places: Int32Array

  constructor(network: Network) {
    this.#network = network
    this.#collectors = collectorsOf(network)
    this.#children = childrenOf(network)
    this.#places = new Int32Array(network.taskCount)
    for (const [place, task] of network.outline.entries()) this.#places[task] = place
  }

  /** The summaries above some tasks, those that lie deepest first. */
  above(tasks: Iterable<number>): number[] {
    const { parent } = this.#network
    const found = new Set<number>()
    for (const task of tasks) {
      for (let at = parent[task] as number; at >= 0 && !found.has(at); at = parent[at] as number) found.add(at)
    }
    return [...found].sort((a, b) => (this.#places[b] as number) - (this.#places[a] as number))
  }

  /** Every summary whose free float is by the links of another one or of its own. */
  withCollector(): number[] {
    const { outline, isSummary } = this.#network
    return Array.from(outline)
      .filter((task) => isSummary[task] === 1 && (this.#collectors[task] as number) >= 0)
      .reverse()
  }

  refresh(columns: ScheduleColumns, floats: Floats, summary: number): void {
    const children = this.#children[summary] ?? new Int32Array(0)
    setSummary(this.#network, columns, floats, summary, children, this.#collectors[summary] as number)
  }
}

const known = new WeakMap<Network, readonly (Int32Array | undefined)[]>()

/** By task: the tasks right below it, in the order of the plan. */
export function childrenOf(network: Network): readonly (Int32Array | undefined)[] {
  const children = known.get(network) ?? listChildren(network)
  known.set(network, children)
  return children
}

function listChildren({ parent, taskCount }: Network): (Int32Array | undefined)[] {
  const counts = new Int32Array(taskCount)
  for (const above of parent) if (above >= 0) counts[above] = (counts[above] as number) + 1
  const children: (Int32Array | undefined)[] = new Array(taskCount)
  for (let task = taskCount - 1; task >= 0; task -= 1) {
    const above = parent[task] as number
    if (above < 0) continue
    children[above] ??= new Int32Array(counts[above] as number)
    counts[above] = (counts[above] as number) - 1
    ;(children[above] as Int32Array)[counts[above] as number] = task
  }
  return children
}

// What asks a task to start when it does. The passes only keep the latest bound; why a date is what
// it is gets worked out from the dates when somebody asks, so that it costs the passes nothing.
import {
  FINISH_FINISH,
  FINISH_NO_EARLIER_THAN,
  FINISH_START,
  FROM_GATE,
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  NO_MINIMUM,
  START_START,
} from '../network/network.ts'
import type { Minute } from '../plan/types.ts'
import type { Dates } from './dates.ts'
import { withLag } from './lag.ts'
import { isFreePoint, settledStart, startFor } from './span.ts'

export type BoundSource =
  | { readonly kind: 'edge'; readonly edge: number }
  | { readonly kind: 'constraint' }
  | { readonly kind: 'earliest' }
  | { readonly kind: 'project-start' }

/** `minute` is what is asked for; `start` where the task would start for it alone. */
export interface Bound {
  readonly source: BoundSource
  readonly bindsFinish: boolean
  readonly minute: Minute
  readonly start: Minute
}

/** All bounds on a leaf, before leveling delay and constraints that win over links. */
export function boundsOf(network: Network, dates: Dates, node: number, projectStart: Minute): Bound[] {
  const bounds: Bound[] = []
  const add = (source: BoundSource, minute: Minute, bindsFinish: boolean): void => {
    if (minute === NO_MINIMUM) return
    const asked = bindsFinish ? startFor(network, node, minute) : minute
    const stays = minute === projectStart && !bindsFinish && isFreePoint(network, node)
    bounds.push({ source, bindsFinish, minute, start: stays ? minute : settledStart(network, node, asked) })
  }
  addEdges(network, dates, node, (edge, minute, bindsFinish) => add({ kind: 'edge', edge }, minute, bindsFinish))
  const constraint = network.constraint[node] as number
  const date = network.constraintDate[node] as number
  if (constraint === FINISH_NO_EARLIER_THAN || constraint === MUST_FINISH_ON) add({ kind: 'constraint' }, date, true)
  if (constraint === MUST_START_ON) add({ kind: 'constraint' }, date, false)
  add({ kind: 'earliest' }, network.earliest[node] as number, false)
  if (isBoundByProject(network, bounds)) add({ kind: 'project-start' }, projectStart, false)
  return bounds
}

/** The latest start that links alone ask for, or NO_MINIMUM without links. */
export function linkedStart(network: Network, dates: Dates, node: number): Minute {
  let latest = NO_MINIMUM
  addEdges(network, dates, node, (_source, minute, bindsFinish) => {
    const asked = bindsFinish ? startFor(network, node, minute) : minute
    latest = Math.max(latest, settledStart(network, node, asked))
  })
  return latest
}

/** As in the forward pass. */
function isBoundByProject({ options }: Network, bounds: readonly Bound[]): boolean {
  if (options.startBindsAll || bounds.length === 0) return true
  return bounds.some(({ source, bindsFinish }) => source.kind === 'edge' && bindsFinish)
}

/** Those that ask for the latest start of all. */
export function bindingBounds(bounds: readonly Bound[]): Bound[] {
  const latest = bounds.reduce((start, bound) => Math.max(start, bound.start), NO_MINIMUM)
  return bounds.filter(({ start }) => start === latest)
}

/** The bounds of a node's own edges and, through gates, of the summaries above it. */
function addEdges(
  network: Network,
  dates: Dates,
  node: number,
  add: (edge: number, minute: Minute, bindsFinish: boolean) => void,
): void {
  let gate = node
  while (gate >= 0) {
    const end = network.inOffset[gate + 1] as number
    let above = -1
    for (let edge = network.inOffset[gate] as number; edge < end; edge += 1) {
      const from = network.inNode[edge] as number
      const type = network.inType[edge] as number
      if (type === FROM_GATE) {
        above = from
        continue
      }
      const isFromFinish = type === FINISH_START || type === FINISH_FINISH
      const minute = (isFromFinish ? dates.earlyFinish[from] : dates.earlyStart[from]) as number
      if (minute === NO_MINIMUM) continue
      const bindsFinish = type !== FINISH_START && type !== START_START
      add(edge, withLag(network, edge, minute), bindsFinish)
    }
    gate = above
  }
}

import { NO_MAXIMUM, NO_MINIMUM } from '../network/network.ts'
import type { Dates } from '../schedule/dates.ts'
import { latestFinish } from '../schedule/forward-pass.ts'
import type { Direction } from './decoder.ts'
import { createLinkOrder } from './link-order.ts'
import { PlanDecoder } from './plan-decoder.ts'
import type { Draft, SearchProblem } from './search-problem.ts'
import { MOVABLE, type Site } from './site.ts'
import { delayWeights, joinedLinks, loadsOf, neverDelayedFirst, urgencies } from './site-measures.ts'
import { standardOrder } from './standard-order.ts'

/** A task that cannot be placed without overload weighs more than any delay. */
const UNPLACED = 1e9

/** The nodes of all plans, one after the other, as a problem; `delays` are of the best schedule so far. */
export interface PlanProblem extends SearchProblem {
  readonly delays: Int32Array
}

/**
 * Cost is the minutes by which the plans finish later than without leveling, summed, and less than a
 * minute on top that grows with the delays of tasks, weighed by their priority.
 */
export function planProblem(sites: readonly Site[], isWithinFloat: boolean): PlanProblem {
  const count = sites.reduce((sum, { network }) => sum + network.nodeCount, 0)
  const siteOf = new Int32Array(count)
  const nodeOf = new Int32Array(count)
  sites.forEach(({ base, network }, at) => {
    for (let node = 0; node < network.nodeCount; node++) {
      siteOf[base + node] = at
      nodeOf[base + node] = node
    }
  })
  const predecessors = joinedLinks(sites, count, ({ network }) => ({ offset: network.inOffset, nodes: network.inNode }))
  const successors = joinedLinks(sites, count, ({ network }) => ({ offset: network.outOffset, nodes: network.outNode }))
  const linked = { count, predecessors, successors }
  const putInOrder = createLinkOrder(linked)
  const decoder = new PlanDecoder(sites, isWithinFloat)
  const goesFirst = neverDelayedFirst(sites, count, predecessors)
  const hasFirst = goesFirst.includes(1)
  const weights = delayWeights(sites, count)
  const delays = new Int32Array(count)
  const list = new Int32Array(count)
  const waiting = new Int32Array(count)
  const eligible = new Int32Array(count)
  const possible = new Float64Array(count)
  const place = new Int32Array(count)
  /** By plan, of the latest forward schedule. */
  const finishes = sites.map(({ unleveled }) => unleveled.finish)
  let least = Number.POSITIVE_INFINITY

  function inSerial(): void {
    for (let i = 0; i < count; i++) {
      const activity = list[i] as number
      decoder.probe(siteOf[activity] as number, nodeOf[activity] as number)
      decoder.commit(siteOf[activity] as number, nodeOf[activity] as number)
    }
  }

  /** What can start first comes next, and of those that can start together the first of the list. */
  function inParallel(): void {
    let eligibles = 0
    const add = (activity: number): void => {
      possible[activity] = decoder.probe(siteOf[activity] as number, nodeOf[activity] as number)
      eligible[eligibles++] = activity
    }
    for (let i = 0; i < count; i++) {
      place[list[i] as number] = i
      waiting[i] = (predecessors.offset[i + 1] as number) - (predecessors.offset[i] as number)
    }
    for (let i = 0; i < count; i++) if (waiting[i] === 0) add(i)
    while (eligibles > 0) {
      const choice = firstOf(eligibles)
      const activity = eligible[choice] as number
      const start = decoder.probe(siteOf[activity] as number, nodeOf[activity] as number)
      if (start !== possible[activity]) {
        possible[activity] = start
        continue
      }
      decoder.commit(siteOf[activity] as number, nodeOf[activity] as number)
      eligible[choice] = eligible[--eligibles] as number
      for (let e = successors.offset[activity] as number; e < (successors.offset[activity + 1] as number); e++) {
        const next = successors.nodes[e] as number
        waiting[next] = (waiting[next] as number) - 1
        if (waiting[next] === 0) add(next)
      }
    }
  }

  function firstOf(eligibles: number): number {
    let choice = 0
    for (let i = 1; i < eligibles; i++) {
      const activity = eligible[i] as number
      const best = eligible[choice] as number
      const isFirst = (goesFirst[activity] as number) - (goesFirst[best] as number)
      const earlier = (possible[best] as number) - (possible[activity] as number)
      const inList = (place[best] as number) - (place[activity] as number)
      if ((isFirst || earlier || inList) > 0) choice = i
    }
    return choice
  }

  function forward(isParallel: boolean, draft: Draft): void {
    if (isParallel) inParallel()
    else inSerial()
    let late = 0
    sites.forEach(({ network, unleveled }, at) => {
      late += Math.max(0, latestFinish(network, decoder.dates[at] as Dates) - unleveled.finish)
    })
    let delayed = 0
    for (let i = 0; i < count; i++) {
      const { network } = sites[siteOf[i] as number] as Site
      delayed += (weights[i] as number) * (network.levelingDelay[nodeOf[i] as number] as number)
    }
    draft.cost = late + UNPLACED * decoder.unplaced + delayed / (1 + delayed)
    draft.isSolution = true
    if (draft.cost >= least) return
    least = draft.cost
    for (const { base, network } of sites) delays.set(network.levelingDelay, base)
  }

  /** Each plan from where it finished before; how early it then begins tells how long it is. */
  function backward(draft: Draft): void {
    for (let i = 0; i < count; i++) {
      const activity = list[i] as number
      const at = siteOf[activity] as number
      decoder.placeBackward(at, nodeOf[activity] as number, finishes[at] as number)
    }
    let late = 0
    sites.forEach(({ network, mobility, unleveled }, at) => {
      const { lateStart } = decoder.dates[at] as Dates
      let first = finishes[at] as number
      for (let node = 0; node < network.nodeCount; node++) {
        if (mobility[node] === MOVABLE) first = Math.min(first, lateStart[node] as number)
      }
      late += Math.max(0, (finishes[at] as number) - first - (unleveled.finish - unleveled.start))
    })
    draft.cost = late
    draft.isSolution = false
  }
  function fillTimes(draft: Draft, direction: Direction): void {
    const { starts, ends } = draft
    let first = NO_MAXIMUM
    let last = NO_MINIMUM
    for (let i = 0; i < count; i++) {
      const dates = decoder.dates[siteOf[i] as number] as Dates
      const node = nodeOf[i] as number
      const start = (direction === 0 ? dates.earlyStart : dates.lateStart)[node] as number
      const end = (direction === 0 ? dates.earlyFinish : dates.lateFinish)[node] as number
      starts[i] = start
      ends[i] = end
      if (start !== NO_MINIMUM && start < first) first = start
      if (end !== NO_MAXIMUM && end > last) last = end
    }
    draft.length = Math.max(0, last - first)
    for (let i = 0; i < count; i++) {
      // Bounds of gates may be open.
      const start = Math.min(Math.max(starts[i] as number, first), last)
      const end = Math.min(Math.max(ends[i] as number, start), last)
      starts[i] = direction === 0 ? start - first : last - end
      ends[i] = direction === 0 ? end - first : last - start
    }
  }

  function generate(direction: Direction, isParallel: boolean, wanted: Int32Array, draft: Draft): void {
    list.set(wanted)
    decoder.begin()
    if (direction === 0) {
      if (hasFirst) moveToFront(list, goesFirst)
      forward(isParallel, draft)
      sites.forEach(({ network }, at) => {
        finishes[at] = latestFinish(network, decoder.dates[at] as Dates)
      })
    } else {
      putInOrder(1, list)
      backward(draft)
    }
    fillTimes(draft, direction)
  }

  return {
    ...linked,
    order: Int32Array.from({ length: count }, (_, i) => i),
    isInTimeOrder: false,
    loads: loadsOf(sites, count),
    ...urgencies(sites, count),
    lowerBound: 0,
    delays,
    generateFirst(draft) {
      draft.direction = 0
      generate(0, true, standardOrder(sites, linked), draft)
    },
    generate,
  }
}

function moveToFront(list: Int32Array, isFirst: Uint8Array): void {
  const rest = list.filter((activity) => isFirst[activity] === 0)
  list.set(list.filter((activity) => isFirst[activity] === 1))
  list.set(rest, list.length - rest.length)
}

// Generates schedules of real plans. A task is placed by the passes of `schedule` themselves, with a leveling
// delay that is raised until everybody it needs is free; so `schedule` gives the same dates.
import { latestMinuteAt, positionOf } from '../calendar/positions.ts'
import { NO_MINIMUM } from '../network/network.ts'
import { placeLate } from '../schedule/backward-pass.ts'
import { type Dates, emptyDates } from '../schedule/dates.ts'
import { placeEarly } from '../schedule/forward-pass.ts'
import { finishFrom } from '../schedule/span.ts'
import { beginOnAxis, endOnAxis, type ResourceAxis, resourceAxes } from './resource-axis.ts'
import { FIXED, FREE, MOVABLE, type Site } from './site.ts'
import { NEVER } from './step-profile.ts'
import { eachStretch, type Usage } from './usage.ts'

/** Places nodes of one site after another; `begin` starts a new schedule. */
export class PlanDecoder {
  /** Movable nodes that overload somebody all the same, since `begin`. */
  unplaced = 0
  readonly dates: readonly Dates[]
  readonly #sites: readonly Site[]
  readonly #axes: ReadonlyMap<string, ResourceAxis>
  readonly #isWithinFloat: boolean

  constructor(sites: readonly Site[], isWithinFloat: boolean) {
    this.#sites = sites
    this.#isWithinFloat = isWithinFloat
    this.#axes = resourceAxes(sites)
    this.dates = sites.map(({ network, unleveled }) => {
      const dates = emptyDates(network)
      dates.earlyStart.set(unleveled.dates.earlyStart)
      dates.earlyFinish.set(unleveled.dates.earlyFinish)
      return dates
    })
    for (const site of sites) {
      for (let node = 0; node < site.network.nodeCount; node++) {
        if (site.mobility[node] !== FIXED) continue
        const { earlyStart, earlyFinish } = site.unleveled.dates
        this.#occupy(site, node, earlyStart[node] as number, earlyFinish[node] as number)
      }
    }
    for (const { profile } of this.#axes.values()) profile.save()
  }

  begin(): void {
    this.unplaced = 0
    for (const { profile } of this.#axes.values()) profile.restore()
    for (const { network, mobility } of this.#sites) {
      for (let node = 0; node < mobility.length; node++) if (mobility[node] === MOVABLE) network.levelingDelay[node] = 0
    }
  }

  /** Where a node whose predecessors are placed can start first; its dates and delay are set. */
  probe(at: number, node: number): number {
    const { network, mobility, unleveled, usages } = this.#sites[at] as Site
    const dates = this.dates[at] as Dates
    if (unleveled.network.hasLateTasks && mobility[node] === FIXED) return unleveled.dates.earlyStart[node] as number
    if (mobility[node] !== MOVABLE) {
      placeEarly(network, dates, node, unleveled.start)
      return dates.earlyStart[node] as number
    }
    network.levelingDelay[node] = 0
    placeEarly(network, dates, node, unleveled.start)
    const first = dates.earlyStart[node] as number
    const limit = this.#isWithinFloat ? (unleveled.dates.lateStart[node] as number) : NEVER
    for (let start = first; ; ) {
      const possible = this.#firstFree(at, node, start, usages[node] as readonly Usage[])
      if (possible === start) return start
      if (possible < NEVER) {
        network.levelingDelay[node] = possible - first
        placeEarly(network, dates, node, unleveled.start)
      }
      const moved = dates.earlyStart[node] as number
      // Nobody is ever free, it would have to leave its float, or a date holds it: it stays where it was.
      if (possible === NEVER || moved > limit || moved <= start) {
        network.levelingDelay[node] = 0
        placeEarly(network, dates, node, unleveled.start)
        return first
      }
      start = moved
    }
  }

  /** Takes what the node uses where `probe` has put it. */
  commit(at: number, node: number): void {
    const site = this.#sites[at] as Site
    if (site.mobility[node] === FIXED || site.mobility[node] === FREE) return
    const { earlyStart, earlyFinish } = this.dates[at] as Dates
    const start = earlyStart[node] as number
    if (site.mobility[node] === MOVABLE) {
      const usages = site.usages[node] as readonly Usage[]
      const isFree =
        this.#firstFree(at, node, start, usages) === start && !usages.some((usage) => this.#isTooMuch(usage))
      if (!isFree) this.unplaced++
    }
    this.#occupy(site, node, start, earlyFinish[node] as number)
  }

  /** The same backward, for the order that comes of it: as late as links and people allow. */
  placeBackward(at: number, node: number, finish: number): void {
    const { network, mobility, usages, unleveled } = this.#sites[at] as Site
    const dates = this.dates[at] as Dates
    const { lateStart, lateFinish } = dates
    if (mobility[node] === FIXED) {
      lateStart[node] = unleveled.dates.earlyStart[node] as number
      lateFinish[node] = unleveled.dates.earlyFinish[node] as number
      return
    }
    placeLate(network, dates, node, finish)
    if (mobility[node] === FREE) return
    const own = usages[node] as readonly Usage[]
    for (let start = lateStart[node] as number; start > NO_MINIMUM; start = lateStart[node] as number) {
      const possible = this.#lastFree(at, node, start, own)
      if (possible >= start || possible === NO_MINIMUM) break
      lateStart[node] = possible
      lateFinish[node] = finishFrom(network, node, possible)
    }
    this.#occupy(this.#sites[at] as Site, node, lateStart[node] as number, lateFinish[node] as number)
  }

  /** The task's start, if all are free then; else a later one, before which they are not. */
  #firstFree(at: number, node: number, start: number, usages: readonly Usage[]): number {
    const { network } = this.#sites[at] as Site
    const finish = (this.dates[at] as Dates).earlyFinish[node] as number
    let possible = start
    for (const usage of usages) {
      if (this.#isTooMuch(usage)) continue
      const axis = this.#axes.get(usage.resourceId) as ResourceAxis
      eachStretch(network, node, usage, start, finish, (from, to) => {
        const begin = beginOnAxis(axis, usage, from)
        const fit = axis.profile.firstFit(begin, endOnAxis(axis, usage, to) - begin, usage.units)
        if (fit === begin || possible === NEVER) return
        possible = Math.max(possible, fit === NEVER ? NEVER : shifted(axis, usage, start, fit - begin))
      })
    }
    return possible
  }

  #lastFree(at: number, node: number, start: number, usages: readonly Usage[]): number {
    const { network } = this.#sites[at] as Site
    const finish = (this.dates[at] as Dates).lateFinish[node] as number
    let possible = start
    for (const usage of usages) {
      if (this.#isTooMuch(usage)) continue
      const axis = this.#axes.get(usage.resourceId) as ResourceAxis
      eachStretch(network, node, usage, start, finish, (from, to) => {
        const begin = beginOnAxis(axis, usage, from)
        const fit = axis.profile.lastFit(begin, endOnAxis(axis, usage, to) - begin, usage.units)
        if (fit === begin || possible === NO_MINIMUM) return
        possible = fit === -NEVER ? NO_MINIMUM : Math.min(possible, shifted(axis, usage, start, fit - begin))
      })
    }
    return possible
  }

  /** Nothing that leveling does makes room for it. */
  #isTooMuch({ resourceId, units }: Usage): boolean {
    return units > (this.#axes.get(resourceId) as ResourceAxis).peak
  }

  #occupy({ network, usages }: Site, node: number, start: number, finish: number): void {
    for (const usage of usages[node] as readonly Usage[]) {
      const axis = this.#axes.get(usage.resourceId) as ResourceAxis
      eachStretch(network, node, usage, start, finish, (from, to) => {
        const begin = beginOnAxis(axis, usage, from)
        axis.profile.occupy(begin, endOnAxis(axis, usage, to) - begin, usage.units)
      })
    }
  }
}

/** A start so far from another one on the axis of a resource. */
function shifted({ isWorkingTime }: ResourceAxis, { calendar }: Usage, start: number, by: number): number {
  return isWorkingTime ? latestMinuteAt(calendar, positionOf(calendar, start) + by) : start + by
}

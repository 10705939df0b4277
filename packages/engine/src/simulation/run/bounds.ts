// How far apart durations and finishes can be.
import { positionOf } from '../../calendar/positions.ts'
import type { WorkingTime } from '../../calendar/working-time.ts'
import { InvalidSimulationError } from '../../errors.ts'
import type { Network } from '../../network/network.ts'
import { minutesAt } from '../distribution/sampler.ts'
import type { Draws } from '../draws.ts'
import { type Layout, ROW_BYTES, ROWS_BYTES, TILE_RUNS } from '../layout.ts'
import type { TileMachine } from '../machine.ts'
import { composedRange } from '../model/composition.ts'
import type { TileNetwork } from '../tile-network.ts'
import { redrawableNetwork } from './network-tiles.ts'
import type { Bounds } from './scales.ts'

const FARTHEST = 2 ** 30
const MINUTES_PER_DAY = 1440

export function durationBounds({ nodes, composition }: Draws): Bounds {
  const least = new Float64Array(nodes.length)
  const most = new Float64Array(nodes.length)
  for (const [node, { sampler }] of nodes.entries()) {
    const range = composedRange(composition, node, minutesAt(sampler, 0), minutesAt(sampler, 1))
    least[node] = range[0]
    most[node] = range[1]
  }
  return { least, most }
}

/** The commonest length of a working day in the weeks from `start` on, and where the first one begins. */
export function workingDay(calendar: WorkingTime, start: number): readonly [number, number] {
  const zero = positionOf(calendar, start)
  const midnight = Math.floor(start / MINUTES_PER_DAY) * MINUTES_PER_DAY
  const lengths = new Map<number, number>()
  for (let day = 0; day < 28; day++) {
    const from = midnight + day * MINUTES_PER_DAY
    const length = positionOf(calendar, from + MINUTES_PER_DAY) - positionOf(calendar, from)
    if (length > 0) lengths.set(length, (lengths.get(length) ?? 0) + 1)
  }
  let common = MINUTES_PER_DAY
  let most = 0
  for (const [length, count] of lengths) {
    if (count <= most) continue
    common = length
    most = count
  }
  return [common, positionOf(calendar, midnight) - zero]
}

/**
 * All durations least, then all most: one tile does both. Where links lead from starts to finishes more
 * work can mean an earlier finish, so that these bounds are not strict.
 */
export function boundsByTile({ inLag }: TileNetwork, machine: TileMachine, layout: Layout, durations: Bounds): Bounds {
  const { words } = machine.views
  let farthest = 0
  for (const most of durations.most) farthest += most
  for (const lag of inLag) farthest += Math.abs(lag)
  for (let node = 0; node < layout.nodeCount; node++) {
    const row = (layout.rows + node * ROWS_BYTES) >> 2
    words.fill(durations.most[node] as number, row, row + TILE_RUNS)
    words[row] = durations.least[node] as number
  }
  if (farthest > FARTHEST) throw tooFar()
  machine.forward()
  const finishes: Bounds = { least: new Float64Array(layout.nodeCount), most: new Float64Array(layout.nodeCount) }
  for (let node = 0; node < layout.nodeCount; node++) {
    const row = (layout.rows + node * ROWS_BYTES + ROW_BYTES) >> 2
    finishes.least[node] = Math.min(words[row] as number, words[row + 1] as number)
    finishes.most[node] = Math.max(words[row] as number, words[row + 1] as number)
  }
  return finishes
}

export function boundsBySchedule(
  network: Network,
  tasks: Int32Array,
  durations: Bounds,
  axes: readonly WorkingTime[],
): Bounds {
  const redraw = redrawableNetwork(network, tasks)
  const finishesFor = (minutes: Float64Array): Float64Array => {
    const { finish } = redraw(Array.from(tasks, (task) => minutes[task] as number))
    return Float64Array.from(
      axes,
      (axis, task) => positionOf(axis, finish[task] as number) - positionOf(axis, network.plan.start),
    )
  }
  const least = finishesFor(durations.least)
  const most = finishesFor(durations.most)
  return {
    least: least.map((value, task) => Math.min(value, most[task] as number)),
    most: most.map((value, task) => Math.max(value, least[task] as number)),
  }
}

function tooFar(): InvalidSimulationError {
  return new InvalidSimulationError('limit', [], `the plan can take more than ${FARTHEST} working minutes`)
}

import type { WorkingTime } from '../calendar/working-time.ts'
import { compileNetwork } from '../network/compile-network.ts'
import type { Network } from '../network/network.ts'
import type { Plan } from '../plan/types.ts'
import { drawsOf } from './draws.ts'
import { TILE_RUNS } from './layout.ts'
import { checkModel, checkOptions } from './model/check-model.ts'
import { buildProgram } from './program.ts'
import { type BlockRunner, machineOf, openBlocks, type SharedSimulation } from './run/blocks.ts'
import { boundsBySchedule, boundsByTile, durationBounds, workingDay } from './run/bounds.ts'
import { type Axes, axesOf, isOpen, type NetworkTiles } from './run/network-tiles.ts'
import { type ScaleInput, type Scales, writeFirstScales, writeScales } from './run/scales.ts'
import type { TileNetwork } from './tile-network.ts'
import { tilePlanOf } from './tile-plan.ts'
import type { SimulationModel, SimulationOptions } from './types.ts'

/** A simulation that is ready to run: what threads share, and what the answer needs beside it. */
export interface PreparedSimulation {
  readonly shared: SharedSimulation
  readonly options: SimulationOptions
  readonly network: Network
  /** By task: its node in the program. */
  readonly nodeOfTask: Int32Array
  readonly axes: Axes
  readonly scales: Scales
  /** Ready to do blocks, in the thread that prepared it. */
  readonly runner: BlockRunner
}

const PILOT_RUNS = 4 * TILE_RUNS

/**
 * Checks and compiles. Throws what `schedule` throws, and UnknownReferenceError or
 * InvalidSimulationError for the model and the options. Without `usesTiles` every run is scheduled as
 * any plan is, which gives the same answer.
 */
export function prepareSimulation(
  plan: Plan,
  model: SimulationModel,
  options: SimulationOptions,
  usesTiles = true,
): PreparedSimulation {
  checkOptions(options)
  const network = compileNetwork(plan)
  checkModel(model, (id) => {
    const task = network.indexById.get(id)
    return task === undefined ? undefined : network.isSummary[task] === 0
  })
  const uncertain = uncertainTasks(network, model)
  const tiles = usesTiles ? tilePlanOf(network, leastDrawn(network, model)) : null
  const nodeOfTask = tiles?.nodeOfTask ?? Int32Array.from(plan.tasks.keys())
  const tileNetwork = tiles?.network ?? withoutLinks(network)
  const draws = drawsOf(network, model, options.seed, nodeOfTask, tileNetwork.nodeCount)
  const program = buildProgram(tileNetwork, draws.nodes, options.runs)
  const { layout } = program
  const shared: SharedSimulation = {
    runs: options.runs,
    program: program.bytes,
    layout,
    composition: draws.composition,
    networkTiles: tiles === null ? networkTilesOf(network, model, uncertain) : null,
    usesWebAssembly: options.usesWebAssembly ?? true,
  }
  const machine = machineOf(shared)
  const axes = axesOf(network)
  const durations = durationBounds(draws)
  const finishes =
    shared.networkTiles === null
      ? boundsByTile(tileNetwork, machine, layout, durations)
      : boundsBySchedule(network, shared.networkTiles.tasks, durations, axes.tasks)
  const days = workingDays(network, nodeOfTask, layout.nodeCount, axes.tasks)
  const input: ScaleInput = { durations, finishes, ...days, runs: options.runs }
  writeFirstScales(machine, layout, input)
  machine.open()
  const runner = openBlocks(shared, machine)
  const pilotRuns = Math.min(options.runs, PILOT_RUNS)
  runner.pilot(pilotRuns)
  const scales = writeScales(machine, layout, input, pilotRuns)
  machine.clear()
  program.bytes.set(new Uint8Array(machine.views.words.buffer, 0, layout.programBytes))
  return { shared, options, network, nodeOfTask, axes, scales, runner }
}

/** Tasks that any part of the model says something about, and that may still change. */
function uncertainTasks(network: Network, { estimates, risks = [], branches = [] }: SimulationModel): Set<number> {
  const tasks = new Set<number>()
  const add = (id: string): void => {
    const task = network.indexById.get(id) as number
    if (isOpen(network, task)) tasks.add(task)
  }
  for (const { taskId } of estimates) add(taskId)
  for (const { impacts } of risks) for (const { taskId } of impacts) add(taskId)
  for (const { outcomes } of branches) for (const { taskIds } of outcomes) for (const id of taskIds) add(id)
  return tasks
}

/** By task that the model says something about: the least that can be drawn, 0 where that is not known. */
function leastDrawn(network: Network, { estimates, risks = [], branches = [] }: SimulationModel): Map<number, number> {
  const least = new Map<number, number>()
  const indexOf = (id: string): number => network.indexById.get(id) as number
  const planned = (id: string): number => network.plan.tasks[indexOf(id)]?.durationMinutes as number
  for (const { taskId, duration } of estimates) {
    const isBounded = duration.kind !== 'normal' && duration.kind !== 'lognormal'
    const outcomes = duration.kind === 'discrete' ? duration.outcomes.map(({ minutes }) => minutes) : []
    const min = 'min' in duration ? duration.min : Math.min(...outcomes)
    least.set(indexOf(taskId), isBounded ? min : 0)
  }
  for (const { taskId, ...impact } of risks.flatMap(({ impacts }) => impacts)) {
    const known = least.get(indexOf(taskId)) ?? planned(taskId)
    least.set(indexOf(taskId), 'factor' in impact ? 0 : known)
  }
  for (const id of branches.flatMap(({ outcomes }) => outcomes.flatMap(({ taskIds }) => taskIds)))
    least.set(indexOf(id), 0)
  return least
}

function networkTilesOf(network: Network, { branches = [] }: SimulationModel, uncertain: Set<number>): NetworkTiles {
  const tasks = Int32Array.from(uncertain).sort()
  const ids = new Set(branches.flatMap(({ outcomes }) => outcomes.flatMap(({ taskIds }) => taskIds)))
  const places = Array.from(ids, (id) => tasks.indexOf(network.indexById.get(id) as number))
  return { plan: network.plan, tasks, optional: Int32Array.from(places.filter((place) => place >= 0)) }
}

/** The general way draws in a program without links, whose nodes are the plan's tasks. */
function withoutLinks({ taskCount, options }: Network): TileNetwork {
  const zeros = new Int32Array(taskCount)
  return {
    nodeCount: taskCount,
    inOffset: new Int32Array(taskCount + 1),
    inNode: new Int32Array(0),
    inType: new Uint8Array(0),
    inLag: new Int32Array(0),
    inUse: new Uint8Array(0),
    startFloor: zeros,
    finishFloor: zeros,
    finishCap: zeros,
    summaries: [],
    summaryAbove: new Int32Array(taskCount).fill(-1),
    criticalFloat: options.criticalFloatMinutes,
  }
}

function workingDays(
  network: Network,
  nodeOfTask: Int32Array,
  nodeCount: number,
  axes: readonly WorkingTime[],
): Pick<ScaleInput, 'dayMinutes' | 'dayPhase'> {
  const dayMinutes = new Int32Array(nodeCount).fill(1)
  const dayPhase = new Int32Array(nodeCount)
  const days = new Map<WorkingTime, readonly [number, number]>()
  for (const [task, node] of nodeOfTask.entries()) {
    const axis = axes[task] as WorkingTime
    const day = days.get(axis) ?? workingDay(axis, network.plan.start)
    days.set(axis, day)
    dayMinutes[node] = day[0]
    dayPhase[node] = day[1]
  }
  return { dayMinutes, dayPhase }
}

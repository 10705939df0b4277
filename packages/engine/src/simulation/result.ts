import { positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { UnknownReferenceError } from '../errors.ts'
import { STARTED } from '../network/network.ts'
import type { Minute } from '../plan/types.ts'
import { scheduleNetwork } from '../schedule/schedule.ts'
import { HISTOGRAM_BINS, SUMS, SUMS_BYTES } from './layout.ts'
import type { PreparedSimulation } from './prepare.ts'
import { type PartialResult, wordsOf } from './run/blocks.ts'
import type { NodeScale } from './run/scales.ts'
import { Axis, BinTally, distributionOf, histogramOf, SortedTally } from './run/tally-result.ts'
import type { HistogramBin, SimulatedTask, SimulationResult } from './types.ts'

const USUAL_PERCENTILES = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95]

/** The answer from all that the runs have given; of at least one run. */
export function finishSimulation(prepared: PreparedSimulation, partial: PartialResult): SimulationResult {
  const { network, options } = prepared
  const { percentiles = USUAL_PERCENTILES } = options
  const reader = new ResultReader(prepared, partial)
  const tasks = network.plan.tasks.map((_, task) => reader.taskAt(task, percentiles))
  const { project, projectAxis } = reader
  const { mean: meanMinutes, standardDeviation } = reader.projectInWork
  return {
    runs: partial.runs,
    seed: options.seed,
    start: network.plan.start,
    project: { ...distributionOf(project, projectAxis, percentiles), meanMinutes, standardDeviation },
    tasks,
    histogram: (taskId, bins = 20) => {
      return taskId === undefined ? histogramOf(project, projectAxis, bins) : reader.histogramOf(taskId, bins)
    },
    confidenceOf: (finish) => project.countUpTo(projectAxis.positionOf(finish)) / partial.runs,
    tornado: (count = 20) =>
      tasks
        .filter(({ sensitivity }) => sensitivity !== 0)
        .sort((a, b) => Math.abs(b.sensitivity) - Math.abs(a.sensitivity))
        .slice(0, count),
  }
}

/** Reads what has been counted, task by task. */
class ResultReader {
  readonly project: SortedTally
  readonly projectAxis: Axis
  readonly #prepared: PreparedSimulation
  readonly #partial: PartialResult
  readonly #words: Int32Array
  readonly #planned: Int32Array
  readonly #projectOffset: number

  constructor(prepared: PreparedSimulation, partial: PartialResult) {
    const { columns, finish } = scheduleNetwork(prepared.network)
    this.#prepared = prepared
    this.#partial = partial
    this.#words = wordsOf(partial.sums)
    this.#planned = columns.finish
    this.project = new SortedTally(partial.finishes.slice().sort())
    this.projectAxis = new Axis(prepared.axes.project, prepared.network.plan.start, finish)
    this.#projectOffset = this.project.mean - prepared.scales.projectCentre
  }

  /** Finishes in the working time of the project's calendar, whatever the axis of the runs is. */
  get projectInWork(): SortedTally {
    const { axes, network } = this.#prepared
    const calendar = network.calendars[0] as WorkingTime
    if (axes.project === calendar) return this.project
    const zero = positionOf(calendar, network.plan.start)
    const finishes = this.#partial.finishes.map(
      (finish) => positionOf(calendar, this.projectAxis.minuteAt(finish)) - zero,
    )
    return new SortedTally(finishes.sort())
  }

  taskAt(task: number, percentiles: readonly number[]): SimulatedTask {
    const { network, scales, nodeOfTask } = this.#prepared
    const node = nodeOfTask[task] as number
    const scale = scales.nodes[node] as NodeScale
    const offset = this.#mean(node, SUMS.duration, 1)
    const deviation = deviationOf(offset, this.#mean(node, SUMS.durationSquares, scale.durationQuantum))
    const criticality = this.#criticality(task, node)
    const isSummary = network.isSummary[task] === 1
    const spread = isSummary ? 0 : deviation * this.project.standardDeviation
    const covariance = this.#mean(node, SUMS.products, scale.productQuantum) - offset * this.#projectOffset
    const sensitivity = spread === 0 ? 0 : Math.max(-1, Math.min(1, covariance / spread))
    return {
      id: network.plan.tasks[task]?.id as string,
      finish: distributionOf(this.#tallyOf(node, scale), this.#axisOf(task), percentiles),
      duration: { mean: this.#doneOf(task) + scale.durationCentre + offset, standardDeviation: deviation },
      criticality,
      sensitivity,
      cruciality: criticality * Math.abs(sensitivity),
    }
  }

  /** What is done of a started task is not drawn. */
  #doneOf(task: number): number {
    const { network } = this.#prepared
    const node = network.nodeOfTask[task] as number
    if (node < 0 || network.mode[node] !== STARTED) return 0
    return (network.duration[node] as number) - (network.remaining[node] as number)
  }

  /** Throws UnknownReferenceError. */
  histogramOf(taskId: string, bins: number): readonly HistogramBin[] {
    const task = this.#prepared.network.indexById.get(taskId)
    if (task === undefined) throw new UnknownReferenceError('task', taskId, 'a question')
    const node = this.#prepared.nodeOfTask[task] as number
    const tally = this.#tallyOf(node, this.#prepared.scales.nodes[node] as NodeScale)
    return histogramOf(tally, this.#axisOf(task), bins)
  }

  #axisOf(task: number): Axis {
    const { axes, network } = this.#prepared
    const calendar = axes.tasks[task] ?? axes.project
    return new Axis(calendar, network.plan.start, this.#planned[task] as Minute)
  }

  #tallyOf(node: number, scale: NodeScale): BinTally {
    const { runs, histograms } = this.#partial
    const at = (node * SUMS_BYTES) >> 2
    const offset = this.#mean(node, SUMS.finish, 1)
    return new BinTally(histograms.subarray(node * HISTOGRAM_BINS, (node + 1) * HISTOGRAM_BINS), scale, {
      runs,
      mean: scale.finishCentre + offset,
      standardDeviation: deviationOf(offset, this.#mean(node, SUMS.finishSquares, scale.finishQuantum)),
      least: this.#words[at + SUMS.least] as number,
      greatest: this.#words[at + SUMS.greatest] as number,
    })
  }

  /** The general way takes what is critical from the schedule, summaries and all. */
  #criticality(task: number, node: number): number {
    const { network, shared } = this.#prepared
    const isOwn = network.isSummary[task] === 0 || shared.networkTiles !== null
    const count = this.#words[((node * SUMS_BYTES) >> 2) + (isOwn ? SUMS.critical : SUMS.summaryCritical)]
    return (count as number) / this.#partial.runs
  }

  #mean(node: number, field: number, quantum: number): number {
    const { runs, sums } = this.#partial
    return ((sums[(((node * SUMS_BYTES) >> 2) + field) >> 1] as number) * quantum) / runs
  }
}

/** From the mean and the mean square of differences from one centre. */
function deviationOf(offset: number, square: number): number {
  return Math.sqrt(Math.max(0, square - offset * offset))
}

import { earliestMinuteAt, positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { UnknownReferenceError } from '../errors.ts'
import type { Minute, PlanTask } from '../plan/types.ts'
import { scheduleNetwork } from '../schedule/schedule.ts'
import { HISTOGRAM_BINS, SUMS, SUMS_BYTES } from './layout.ts'
import type { PreparedSimulation } from './prepare.ts'
import { type PartialResult, wordsOf } from './run/blocks.ts'
import type { NodeScale } from './run/scales.ts'
import { type Axis, binTally, distributionOf, histogramOf, type Tally, tallyOfAll } from './run/tally-result.ts'
import type { SimulatedTask, SimulationResult } from './types.ts'

const USUAL_PERCENTILES = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95]

/** The answer from all that the runs have given; of at least one run. */
export function finishSimulation(prepared: PreparedSimulation, partial: PartialResult): SimulationResult {
  const { network, options, axes } = prepared
  const { percentiles = USUAL_PERCENTILES } = options
  const { columns, finish: plannedFinish } = scheduleNetwork(network)
  const finishes = partial.finishes.slice().sort()
  const axisOf = (calendar: WorkingTime, planned: Minute): Axis => axisFrom(calendar, network.plan.start, planned)
  const projectAxis = axisOf(axes.project, plannedFinish)
  const projectTally = tallyOfAll(finishes)
  const tallies = nodeTallies(prepared, partial, projectTally)
  const tallyOf = (task: number): NodeTally =>
    tallies(prepared.nodeOfTask[task] as number, network.isSummary[task] === 1)
  const tasks = network.plan.tasks.map(({ id }: PlanTask, task): SimulatedTask => {
    const tally = tallyOf(task)
    const axis = axisOf(axes.tasks[task] as WorkingTime, columns.finish[task] as number)
    return {
      id,
      finish: distributionOf(tally, axis, percentiles),
      duration: tally.duration,
      criticality: tally.criticality,
      sensitivity: tally.sensitivity,
      cruciality: tally.criticality * Math.abs(tally.sensitivity),
    }
  })
  return {
    runs: partial.runs,
    seed: options.seed,
    start: network.plan.start,
    project: distributionOf(projectTally, projectAxis, percentiles),
    tasks,
    histogram: (taskId, bins = 20) => {
      if (taskId === undefined) return histogramOf(projectTally, projectAxis, bins)
      const task = network.indexById.get(taskId)
      if (task === undefined) throw new UnknownReferenceError('task', taskId, 'a question')
      return histogramOf(tallyOf(task), axisOf(axes.tasks[task] as WorkingTime, columns.finish[task] as number), bins)
    },
    confidenceOf: (finish) => projectTally.countUpTo(projectAxis.positionOf(finish)) / partial.runs,
    tornado: (count = 20) =>
      tasks
        .filter(({ sensitivity }) => sensitivity !== 0)
        .sort((a, b) => Math.abs(b.sensitivity) - Math.abs(a.sensitivity))
        .slice(0, count),
  }
}

/** Positions count from the project's start. A position may be two minutes, and the planned one is kept then. */
function axisFrom(calendar: WorkingTime, start: Minute, planned: Minute): Axis {
  const zero = positionOf(calendar, start)
  const plannedPosition = positionOf(calendar, planned) - zero
  return {
    minuteAt: (position) => (position === plannedPosition ? planned : earliestMinuteAt(calendar, zero + position)),
    positionOf: (minute) => positionOf(calendar, minute) - zero,
  }
}

interface NodeTally extends Tally {
  readonly duration: { readonly mean: number; readonly standardDeviation: number }
  readonly criticality: number
  readonly sensitivity: number
}

/** Reads what is counted of a node. */
function nodeTallies(
  { scales, shared }: PreparedSimulation,
  { runs, sums, histograms }: PartialResult,
  project: Tally,
): (node: number, isSummary: boolean) => NodeTally {
  const words = wordsOf(sums)
  const projectOffset = project.mean - scales.projectCentre
  const summaryCritical = shared.networkTiles === null ? SUMS.summaryCritical : SUMS.critical
  return (node, isSummary) => {
    const at = (node * SUMS_BYTES) >> 2
    const scale = scales.nodes[node] as NodeScale
    const mean = (field: number, quantum = 1): number => ((sums[(at + field) >> 1] as number) * quantum) / runs
    const durationOffset = mean(SUMS.duration)
    const finishOffset = mean(SUMS.finish)
    const duration = {
      mean: scale.durationCentre + durationOffset,
      standardDeviation: deviation(durationOffset, mean(SUMS.durationSquares, scale.durationQuantum)),
    }
    const covariance = mean(SUMS.products, scale.productQuantum) - durationOffset * projectOffset
    const spread = duration.standardDeviation * project.standardDeviation
    const least = words[at + SUMS.least] as number
    const greatest = words[at + SUMS.greatest] as number
    const counts = histograms.subarray(node * HISTOGRAM_BINS, (node + 1) * HISTOGRAM_BINS)
    return {
      runs,
      mean: scale.finishCentre + finishOffset,
      standardDeviation: deviation(finishOffset, mean(SUMS.finishSquares, scale.finishQuantum)),
      least,
      greatest,
      duration,
      criticality: (words[at + (isSummary ? summaryCritical : SUMS.critical)] as number) / runs,
      sensitivity: isSummary || spread === 0 ? 0 : Math.max(-1, Math.min(1, covariance / spread)),
      ...binTally(counts, scale, least, greatest),
    }
  }
}

/** From the mean and the mean square of differences from one centre. */
function deviation(offset: number, square: number): number {
  return Math.sqrt(Math.max(0, square - offset * offset))
}

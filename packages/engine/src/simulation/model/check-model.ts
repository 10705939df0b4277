import { InvalidSimulationError, UnknownReferenceError } from '../../errors.ts'
import { distributionFault, probabilitiesFault } from '../distribution/check-distribution.ts'
import type { Branch, RiskEvent, SimulationModel, SimulationOptions } from '../types.ts'

const MOST_RUNS = 16_000_000

/** Throws UnknownReferenceError or InvalidSimulationError; correlations are checked where they are used. */
export function checkModel(model: SimulationModel, isLeaf: (taskId: string) => boolean | undefined): void {
  const check = (id: string, referredBy: string): void => {
    const leaf = isLeaf(id)
    if (leaf === undefined) throw new UnknownReferenceError('task', id, referredBy)
    if (!leaf) throw new InvalidSimulationError('estimate', [id], 'a summary has no duration of its own')
  }
  const estimated = new Set<string>()
  for (const { taskId, duration } of model.estimates) {
    check(taskId, 'an estimate')
    const fault = distributionFault(duration)
    if (fault !== null) throw new InvalidSimulationError('estimate', [taskId], fault)
    if (estimated.has(taskId)) throw new InvalidSimulationError('estimate', [taskId], 'the task has more than one')
    estimated.add(taskId)
  }
  for (const { taskIds } of model.correlations ?? []) for (const id of taskIds) check(id, 'a correlation')
  for (const risk of model.risks ?? []) checkRisk(risk, check)
  for (const branch of model.branches ?? []) checkBranch(branch, check)
}

type CheckTask = (id: string, referredBy: string) => void

function checkRisk({ id, probability, impacts }: RiskEvent, check: CheckTask): void {
  if (!(probability >= 0 && probability <= 1)) {
    throw new InvalidSimulationError('risk', [id], `a probability of ${probability} does not lie between 0 and 1`)
  }
  for (const impact of impacts) {
    check(impact.taskId, `risk ${id}`)
    const fault =
      'factor' in impact
        ? impact.factor >= 0 && impact.factor <= 1000
          ? null
          : `a factor of ${impact.factor} does not lie between 0 and 1000`
        : distributionFault(impact.addedMinutes)
    if (fault !== null) throw new InvalidSimulationError('risk', [id, impact.taskId], fault)
  }
}

function checkBranch({ id, afterTaskId, outcomes }: Branch, check: CheckTask): void {
  check(afterTaskId, `branch ${id}`)
  for (const outcome of outcomes) for (const taskId of outcome.taskIds) check(taskId, `branch ${id}`)
  const fault = probabilitiesFault(outcomes.map(({ probability }) => probability))
  if (fault !== null) throw new InvalidSimulationError('branch', [id], fault)
  if (outcomes.some(({ taskIds }) => taskIds.includes(afterTaskId))) {
    throw new InvalidSimulationError('branch', [id, afterTaskId], 'an outcome has the task that it comes after')
  }
}

/** Throws InvalidSimulationError. */
export function checkOptions({ runs, seed, percentiles = [] }: SimulationOptions): void {
  if (!(Number.isInteger(runs) && runs >= 1 && runs <= MOST_RUNS)) {
    throw new InvalidSimulationError('runs', [], `${runs} is no whole number from 1 to ${MOST_RUNS}`)
  }
  if (!Number.isSafeInteger(seed)) throw new InvalidSimulationError('seed', [], `${seed} is no whole number`)
  const odd = percentiles.find((percentile) => !(percentile > 0 && percentile <= 100))
  if (odd !== undefined) throw new InvalidSimulationError('percentile', [], `${odd} does not lie between 0 and 100`)
}

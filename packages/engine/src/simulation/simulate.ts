import type { Plan } from '../plan/types.ts'
import { type PreparedSimulation, prepareSimulation } from './prepare.ts'
import { finishSimulation } from './result.ts'
import { BLOCK_RUNS, blockCount, type PartialResult } from './run/blocks.ts'
import type { SimulationModel, SimulationOptions, SimulationResult } from './types.ts'

/**
 * Monte Carlo simulation of a plan, in one thread. The answer depends on the plan, the model, the
 * number of runs and the seed, and on nothing else. Throws what `schedule` throws, and
 * InvalidSimulationError.
 */
export function simulate(plan: Plan, model: SimulationModel, options: SimulationOptions): SimulationResult {
  const prepared = prepareSimulation(plan, model, options)
  return finishSimulation(prepared, runBlocks(prepared))
}

/** At least one block is done, however soon it is to stop. */
function runBlocks({ runner, shared, options }: PreparedSimulation): PartialResult {
  const { shouldStop, onProgress, runs } = options
  for (let block = 0; block < blockCount(shared); block++) {
    if (block > 0 && shouldStop?.() === true) break
    runner.run(block)
    onProgress?.(Math.min(runs, (block + 1) * BLOCK_RUNS))
  }
  return runner.take() as PartialResult
}

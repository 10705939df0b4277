import { PlanMemory } from '@throughline/domain/recompute'
import type { EnginePool } from '../../engine-pool.ts'

/** The engine in the thread of the test; `before` runs between load and write. */
export function engineInThisThread(
  before: () => Promise<unknown> = async () => {},
  memory = new PlanMemory(1_000),
): EnginePool {
  return {
    size: 1,
    recall: async (projectId) => memory.recall(projectId),
    compute: async (request) => {
      await before()
      return memory.compute(request)
    },
    close: async () => {},
  }
}

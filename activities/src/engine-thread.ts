import { workerData } from 'node:worker_threads'
import { type EngineRequest, PlanMemory } from '@throughline/domain/recompute'
import type { EngineThreadData } from './engine-pool.ts'

/** Entry of the engine's worker threads. */
const memory = new PlanMemory((workerData as EngineThreadData).mostTasks)

export const recall = (projectId: string) => memory.recall(projectId)
export const compute = (request: EngineRequest) => memory.compute(request)

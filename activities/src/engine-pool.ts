import { availableParallelism } from 'node:os'
import type { PlanBase } from '@throughline/database'
import type { EngineAnswer, EngineRequest } from '@throughline/domain'
import { Piscina } from 'piscina'

/** Worker threads for the engine, so that its work delays nothing else in the process. */
export interface EnginePool {
  readonly size: number
  /** The result of the project that its thread remembers. */
  recall(projectId: string): Promise<PlanBase | null>
  compute(request: EngineRequest): Promise<EngineAnswer>
  close(): Promise<void>
}

export interface EngineThreadData {
  /** Tasks of all plans that a thread remembers at most. */
  mostTasks: number
}

/**
 * A project always has the same thread, which remembers its plan; so there are pools of one thread each. One that dies is
 * replaced by its pool, and the new one remembers nothing. `file`: the built thread, or its TypeScript source, which tsx
 * then loads.
 */
export function createEnginePool(file: string, data: EngineThreadData): EnginePool {
  const size = Math.min(4, availableParallelism())
  const pools = Array.from({ length: size }, () => {
    const execArgv = file.endsWith('.ts') ? ['--import', 'tsx'] : []
    return new Piscina({ filename: file, minThreads: 1, maxThreads: 1, workerData: data, execArgv })
  })
  const poolOf = (projectId: string) => pools[hash(projectId) % size] as Piscina
  return {
    size,
    recall: (projectId) => poolOf(projectId).run(projectId, { name: 'recall' }),
    compute: (request) => poolOf(request.projectId).run(request, { name: 'compute' }),
    close: async () => {
      await Promise.all(pools.map((pool) => pool.destroy()))
    },
  }
}

/** Of an id, whose digits need not all be random. */
function hash(text: string): number {
  let value = 0
  for (const character of text) value = (Math.imul(value, 31) + (character.codePointAt(0) as number)) >>> 0
  return value
}

import { availableParallelism } from 'node:os'
import type { Computation } from '@throughline/domain'
import { Piscina } from 'piscina'

/** Worker threads for the engine, so that its work delays nothing else in the process. */
export interface EnginePool {
  readonly size: number
  compute(planJson: string): Promise<Computation>
  close(): Promise<void>
}

/** `file`: the built thread, or its TypeScript source, which tsx then loads. */
export function createEnginePool(file: string): EnginePool {
  const size = Math.min(4, availableParallelism())
  const pool = new Piscina({
    filename: file,
    minThreads: 1,
    maxThreads: size,
    idleTimeout: 60_000,
    execArgv: file.endsWith('.ts') ? ['--import', 'tsx'] : [],
  })
  return {
    size,
    compute: (planJson) => pool.run(planJson, { name: 'computeSchedule' }) as Promise<Computation>,
    close: () => pool.destroy(),
  }
}

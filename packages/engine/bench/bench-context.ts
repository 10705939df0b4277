import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateNetwork, type NetworkShape } from './generate-network.ts'
import { benchHome, type Peers } from './peers.ts'

export interface BenchContext {
  readonly peers: Peers
  readonly say: (line: string) => void
  /** Fewer runs and smaller plans, to see whether all works. */
  readonly quick: boolean
  /** A folder with published PSPLIB sets, or null: generated ones. */
  readonly psplib: string | null
  /** Milliseconds of warm-up and of measuring, for programs that compile while they run. */
  readonly warmUp: number
  readonly measuring: number
  /** Path of a file in the folder of the bench. */
  readonly fileOf: (name: string) => string
  /** Generates a network and answers the path of its file. */
  readonly networkFile: (shape: NetworkShape) => string
}

export function createContext(options: Pick<BenchContext, 'peers' | 'say' | 'quick' | 'psplib'>): BenchContext {
  const folder = join(benchHome, 'files')
  mkdirSync(folder, { recursive: true })
  const fileOf = (name: string) => join(folder, name)
  return {
    ...options,
    warmUp: options.quick ? 500 : 3_000,
    measuring: options.quick ? 500 : 3_000,
    fileOf,
    networkFile: (shape) => {
      const file = fileOf(`${shape.kind}-${shape.tasks}-${shape.seed}.json`)
      writeFileSync(file, JSON.stringify(generateNetwork(shape)))
      return file
    },
  }
}

export const linksFor = (tasks: number): number => Math.round(tasks * 1.75)

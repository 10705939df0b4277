import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PsplibInstance, readPsplib } from '@throughline/formats'
import type { Instance } from '../src/leveling/instance.ts'
import { generateInstance } from '../test-support/generate-instance.ts'

/** Instances for leveling; `optima` where they are known. */
export interface InstanceSet {
  readonly name: SetName
  readonly isPublished: boolean
  readonly instances: readonly PsplibInstance[]
  readonly optima: readonly number[] | null
}

export type SetName = 'j30' | 'j60' | 'j120'

const COMPLEXITIES = [1.5, 1.8, 2.1]
const FACTORS = [0.25, 0.5, 0.75, 1]
const STRENGTHS = [0.2, 0.5, 0.7, 1]
const SHAPES = {
  j30: { activities: 30, strengths: STRENGTHS },
  j60: { activities: 60, strengths: STRENGTHS },
  j120: { activities: 120, strengths: [0.1, 0.2, 0.3, 0.4, 0.5] },
} as const

/**
 * One instance for each combination of the parameters that the published sets were made with. They are
 * like those, not those: averages of the published sets are no measure for them.
 */
export function generatedSet(name: SetName): InstanceSet {
  const { activities, strengths } = SHAPES[name]
  const instances = COMPLEXITIES.flatMap((complexity) =>
    FACTORS.flatMap((resourceFactor) =>
      strengths.map((resourceStrength, index) => {
        const seed = Math.round(complexity * 1000 + resourceFactor * 100 + index)
        return specOf(generateInstance({ activities, complexity, resourceFactor, resourceStrength }, seed))
      }),
    ),
  )
  return { name, isPublished: false, instances, optima: null }
}

/**
 * All instances in a folder of published files, such as DIR/j30/j301_1.sm; with the optima of
 * DIR/j30/j30opt.sm, if that is there.
 */
export function publishedSet(folder: string, name: SetName): InstanceSet {
  const inside = join(folder, name)
  const files = readdirSync(inside).filter((file) => /_\d+\.sm$/i.test(file))
  files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return {
    name,
    isPublished: true,
    instances: files.map((file) => readPsplib(readFileSync(join(inside, file), 'utf8'))),
    optima: publishedOptima(join(inside, `${name}opt.sm`), files.length),
  }
}

/** Lines of parameter combination, number of the instance, makespan. */
function publishedOptima(file: string, count: number): number[] | null {
  if (!existsSync(file)) return null
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([combination, number]) => Number.isInteger(combination) && Number.isInteger(number))
  const optima = rows.map(([, , makespan]) => makespan ?? Number.NaN)
  return optima.length === count ? optima : null
}

function specOf(instance: Instance): PsplibInstance {
  const { count, resourceCount, successors } = instance
  const jobs = Array.from({ length: count }, (_, job) => job)
  return {
    durations: [...instance.durations],
    successors: jobs.map((job) => [...successors.nodes.subarray(successors.offset[job], successors.offset[job + 1])]),
    demands: jobs.map((job) => [...instance.demands.subarray(job * resourceCount, (job + 1) * resourceCount)]),
    capacities: [...instance.capacities],
  }
}

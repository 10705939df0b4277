import { readFileSync } from 'node:fs'
import type { PsplibInstance } from '@throughline/formats'
import { createInstance } from '../../src/leveling/instance.ts'
import { levelInstance } from '../../src/leveling/level-instance.ts'

// level.ts FILE SCHEDULES: levels each instance of a JSON list.
const [file = '', schedules] = process.argv.slice(2)
const instances = JSON.parse(readFileSync(file, 'utf8')) as PsplibInstance[]
const answers = instances.map((spec) => {
  const begin = performance.now()
  const instance = createInstance(spec)
  const { makespan, lowerBound, starts } = levelInstance(instance, { schedules: Number(schedules), seed: 1 })
  const milliseconds = performance.now() - begin
  return { makespan, lowerBound, milliseconds, fault: faultOf(spec, starts) }
})
process.stdout.write(JSON.stringify(answers))

/** A link that is not kept or a resource that is overloaded, found without the engine's own structures. */
function faultOf({ durations, successors, demands, capacities }: PsplibInstance, starts: Int32Array): string | null {
  const usage = new Map<string, number>()
  for (const [job, duration] of durations.entries()) {
    const finish = (starts[job] ?? 0) + duration
    const early = successors[job]?.find((next) => (starts[next] ?? 0) < finish)
    if (early !== undefined) return `job ${early + 1} starts before job ${job + 1} ends`
    for (const [resource, demand] of (demands[job] ?? []).entries()) {
      for (let period = starts[job] ?? 0; period < finish; period += 1) {
        const key = `${resource} ${period}`
        const used = (usage.get(key) ?? 0) + demand
        if (used > (capacities[resource] ?? 0)) return `resource ${resource + 1} is overloaded in period ${period}`
        usage.set(key, used)
      }
    }
  }
  return null
}

import { planOf, readMspdi, readNetwork } from '@throughline/formats'
import { describe, expect, it } from 'vitest'
import { schedule } from '../src/index.ts'
import { generateNetwork } from './generate-network.ts'
import { writeMspdi } from './write-mspdi.ts'

const shape = { kind: 'everything', tasks: 300, links: 525, seed: 11 } as const

describe('generateNetwork', () => {
  it('answers the same for the same seed, and other links for another', () => {
    expect(generateNetwork(shape)).toEqual(generateNetwork(shape))
    expect(generateNetwork({ ...shape, seed: 12 }).dependencies).not.toEqual(generateNetwork(shape).dependencies)
  })

  it('has as many links as asked for, each between two other tasks', () => {
    const { dependencies } = generateNetwork(shape)
    expect(new Set(dependencies.map(({ from, to }) => `${from} ${to}`)).size).toBe(525)
  })

  it('has everything in it', () => {
    const { tasks, dependencies } = generateNetwork(shape)
    expect(new Set(dependencies.map(({ type }) => type))).toEqual(new Set(['FS', 'SS', 'FF', 'SF']))
    expect(dependencies.some(({ lag }) => lag < 0) && dependencies.some(({ lag }) => lag > 0)).toBe(true)
    for (const key of ['calendar', 'snet', 'constraint', 'deadline'] as const) {
      expect(tasks.some((task) => task[key] !== undefined)).toBe(true)
    }
  })
})

describe('writeMspdi', () => {
  it('writes a file that schedules as the plan does', async () => {
    const { plan } = readNetwork(JSON.stringify(generateNetwork(shape)))
    const source = (async function* () {
      yield new TextEncoder().encode(writeMspdi(plan))
    })()
    const found = schedule(planOf(await readMspdi(source))).columns
    expect(found).toEqual(schedule(plan).columns)
  })
})

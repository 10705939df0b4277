import type { RateCount, RatePoints } from '@throughline/database'
import { expect, test } from 'vitest'
import { createSharedCounts, type RateLimit, type SharedCounts } from './shared-counts.ts'

/** The counts of all processes, as the database keeps them. */
function memoryStore() {
  const counts = new Map<string, number>()
  const rounds: RatePoints[][] = []
  let lost = false
  return {
    rounds,
    lose: () => {
      lost = true
    },
    async add(given: readonly RatePoints[]): Promise<RateCount[]> {
      if (lost) throw new Error('the store is away')
      rounds.push([...given])
      return given.map(({ key, points, seconds }) => {
        const name = key.toString('hex')
        counts.set(name, (counts.get(name) ?? 0) + points)
        return { points: counts.get(name) ?? 0, milliseconds: seconds * 1_000 }
      })
    },
    async remove(key: Buffer) {
      counts.delete(key.toString('hex'))
    },
    async removeExpired() {
      counts.clear()
    },
  }
}

const limitOf = (points: number): RateLimit => ({ name: 'person', points, seconds: 60 })

async function allowedOf(counts: SharedCounts, limit: RateLimit, times: number): Promise<number> {
  let allowed = 0
  for (let index = 0; index < times; index++) if ((await counts.count(limit, 'ada')).isAllowed) allowed++
  return allowed
}

const open = (store: ReturnType<typeof memoryStore>, now = () => 0, lost: unknown[] = []) =>
  createSharedCounts({ store, secret: 's', onLost: (error) => lost.push(error), now })

test('a small limit is exact over processes, also for requests at once', async () => {
  const store = memoryStore()
  const processes = [open(store), open(store), open(store)]
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => processes[index % 3]?.count(limitOf(10), 'ada')),
  )
  expect(answers.filter((answer) => answer?.isAllowed)).toHaveLength(10)
  for (const each of processes) each.close()
})

test.each([100, 600, 5_000])(
  'two processes let no more through than a limit of %i and a twentieth of it',
  async (points) => {
    const store = memoryStore()
    const [one, other] = [open(store), open(store)]
    const limit = limitOf(points)
    const first = await allowedOf(one, limit, Math.floor(points * 0.9))
    const second = await allowedOf(other, limit, points)
    expect(first).toBe(Math.floor(points * 0.9))
    expect(first + second).toBeGreaterThanOrEqual(points)
    expect(first + second).toBeLessThanOrEqual(points * 1.05)
    one.close()
    other.close()
  },
)

test('the first requests of a minute ask nobody, and all of a limit few times', async () => {
  const store = memoryStore()
  const counts = open(store)
  await allowedOf(counts, limitOf(600), 29)
  expect(store.rounds).toHaveLength(0)
  expect(await allowedOf(counts, limitOf(600), 1_000)).toBe(571)
  expect(store.rounds.length).toBeLessThan(120)
  counts.close()
})

test('who is refused is told how long, and begins anew after that', async () => {
  let now = 0
  const store = memoryStore()
  const counts = open(store, () => now)
  await allowedOf(counts, limitOf(3), 3)
  now = 20_000
  expect(await counts.count(limitOf(3), 'ada')).toMatchObject({ isAllowed: false, remaining: 0, milliseconds: 40_000 })
  expect(await counts.count(limitOf(3), 'bob')).toMatchObject({ isAllowed: true, remaining: 2 })
  now = 60_000
  await store.removeExpired()
  expect(await counts.count(limitOf(3), 'ada')).toMatchObject({ isAllowed: true, remaining: 2 })
  await counts.forget(limitOf(3), 'ada')
  expect(await counts.count(limitOf(3), 'ada')).toMatchObject({ remaining: 2 })
  counts.close()
})

test('without the store each process goes on by itself', async () => {
  const store = memoryStore()
  const lost: unknown[] = []
  const counts = open(store, () => 0, lost)
  store.lose()
  expect(await allowedOf(counts, limitOf(10), 20)).toBe(10)
  expect(lost.length).toBeGreaterThan(0)
  counts.close()
})

test('what is stored names nobody', async () => {
  const store = memoryStore()
  const counts = open(store)
  await allowedOf(counts, limitOf(3), 1)
  const [[stored] = []] = store.rounds
  expect(stored?.key).toHaveLength(32)
  expect(stored?.key.toString('latin1')).not.toContain('ada')
  counts.close()
})

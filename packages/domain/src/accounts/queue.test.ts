import { expect, test } from 'vitest'
import { createQueue } from './queue.ts'

test('no more than the limit run at once, all run, and a failure frees its place', async () => {
  const queue = createQueue(2)
  let running = 0
  let most = 0
  const job = async (index: number) => {
    running++
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    if (index % 3 === 0) throw new Error('failed')
    return index
  }
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => queue(() => job(index))))
  expect(most).toBe(2)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(13)
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRenewal } from './renewal.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A renewal whose answers take so long, and when it was begun. */
function watched(milliseconds: number) {
  const begin = performance.now()
  const begun: number[] = []
  const renewal = createRenewal(async () => {
    begun.push(performance.now() - begin)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
  })
  return { renewal, begun }
}

/** A step every 50 ms. */
async function burst(renewal: { step(): void }, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    renewal.step()
    await vi.advanceTimersByTimeAsync(50)
  }
}

test('a few steps are one renewal, once they are over', async () => {
  const { renewal, begun } = watched(10)
  await burst(renewal, 4)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toEqual([270])
})

test('a long burst is renewed every second, and after its end', async () => {
  const { renewal, begun } = watched(10)
  await burst(renewal, 42)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toEqual([1_000, 2_000, 2_170])
})

test('a slow answer is waited for, and what came meanwhile is asked for after it', async () => {
  const { renewal, begun } = watched(3_000)
  renewal.step()
  await vi.advanceTimersByTimeAsync(200)
  await burst(renewal, 10)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(begun).toEqual([120, 3_121])
})

test('nothing is renewed after the stop', async () => {
  const { renewal, begun } = watched(10)
  renewal.step()
  renewal.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toEqual([])
})

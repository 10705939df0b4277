import { expect, test } from 'vitest'
import { waitFor } from './attempt-delivery.ts'

test('a delivery waits until it is due', () => {
  expect(waitFor({ wait: 4_000, running: 9, due: 100, lasted: null }, false)).toBe(4_000)
})

test('four of an endpoint are attempted at once, one while it fails', () => {
  expect(waitFor({ wait: 0, running: 3, due: 100, lasted: null }, false)).toBe(0)
  expect(waitFor({ wait: 0, running: 4, due: 100, lasted: null }, false)).toBeGreaterThanOrEqual(1_000)
  expect(waitFor({ wait: 0, running: 0, due: 100, lasted: null }, true)).toBe(0)
  expect(waitFor({ wait: 0, running: 1, due: 100, lasted: null }, true)).toBeGreaterThanOrEqual(1_000)
})

test('the more there are, the longer a turn may take, within bounds', () => {
  for (let draw = 0; draw < 100; draw += 1) {
    expect(waitFor({ wait: 0, running: 4, due: 5, lasted: null }, false)).toBeLessThanOrEqual(1_125)
    expect(waitFor({ wait: 0, running: 4, due: 1e9, lasted: null }, false)).toBeLessThanOrEqual(301_000)
    expect(waitFor({ wait: 0, running: 1, due: 1e9, lasted: null }, true)).toBeLessThanOrEqual(1_801_000)
  }
})

test('how long the last attempt took says how long a turn may take: one that refuses at once is not one that is silent', () => {
  for (let draw = 0; draw < 100; draw += 1) {
    expect(waitFor({ wait: 0, running: 1, due: 6, lasted: 3 }, true)).toBeLessThanOrEqual(1_600)
    expect(waitFor({ wait: 0, running: 1, due: 6, lasted: 15_000 }, true)).toBeLessThanOrEqual(91_000)
  }
  const draws = Array.from({ length: 100 }, () => waitFor({ wait: 0, running: 1, due: 6, lasted: 15_000 }, true))
  expect(Math.max(...draws)).toBeGreaterThan(10_000)
})

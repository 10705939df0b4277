import { expect, test } from 'vitest'
import { waitFor } from './attempt-delivery.ts'

test('a delivery waits until it is due', () => {
  expect(waitFor({ wait: 4_000, running: 9, due: 100 }, false)).toBe(4_000)
})

test('four of an endpoint are attempted at once, one while it fails', () => {
  expect(waitFor({ wait: 0, running: 3, due: 100 }, false)).toBe(0)
  expect(waitFor({ wait: 0, running: 4, due: 100 }, false)).toBeGreaterThanOrEqual(1_000)
  expect(waitFor({ wait: 0, running: 0, due: 100 }, true)).toBe(0)
  expect(waitFor({ wait: 0, running: 1, due: 100 }, true)).toBeGreaterThanOrEqual(1_000)
})

test('the more there are, the longer a turn may take, within bounds', () => {
  for (let draw = 0; draw < 100; draw += 1) {
    expect(waitFor({ wait: 0, running: 4, due: 5 }, false)).toBeLessThanOrEqual(1_125)
    expect(waitFor({ wait: 0, running: 4, due: 1e9 }, false)).toBeLessThanOrEqual(301_000)
    expect(waitFor({ wait: 0, running: 1, due: 1e9 }, true)).toBeLessThanOrEqual(1_801_000)
  }
})

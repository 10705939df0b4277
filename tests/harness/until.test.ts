import { expect, test } from 'vitest'
import { until, untilValue } from './until.ts'

test('answers the first true value', async () => {
  let looks = 0
  const look = () => {
    looks += 1
    return looks === 3 ? 'there' : null
  }
  expect(await until(look, { everyMs: 1 })).toBe('there')
  expect(looks).toBe(3)
})

test('names what did not come true, and what was seen last', async () => {
  await expect(until(() => 0, { what: 'the answer', withinMs: 20, everyMs: 1 })).rejects.toThrow(
    'the answer did not come true within 20 ms; last seen: 0',
  )
  const failing = until(() => Promise.reject(new Error('no route')), { withinMs: 20, everyMs: 1 })
  await expect(failing).rejects.toThrow('no route')
  const value = untilValue(
    () => 41,
    (seen) => seen === 42,
    { withinMs: 20, everyMs: 1 },
  )
  await expect(value).rejects.toThrow('41')
})

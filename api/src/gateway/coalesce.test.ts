import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { coalesce } from './coalesce.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const options = { after: 100, retryAfter: 1_000, onError: () => undefined }

test('many who ask in a moment get one act, each key its own', async () => {
  const act = vi.fn(async () => undefined)
  const work = coalesce(act, options)
  for (const key of ['a', 'a', 'b', 'a']) work.ask(key)
  await vi.advanceTimersByTimeAsync(100)
  expect(act.mock.calls).toEqual([['a'], ['b']])
})

test('who asks during the act gets another one after it, not beside it', async () => {
  const ends: (() => void)[] = []
  const act = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)))
  const work = coalesce(act, options)
  work.ask('a')
  await vi.advanceTimersByTimeAsync(100)
  work.ask('a')
  work.ask('a')
  await vi.advanceTimersByTimeAsync(500)
  expect(act).toHaveBeenCalledTimes(1)
  ends[0]?.()
  await vi.advanceTimersByTimeAsync(100)
  expect(act).toHaveBeenCalledTimes(2)
})

test('what fails is done again a while later, until it is stopped', async () => {
  const onError = vi.fn()
  const act = vi.fn(() => Promise.reject(new Error('no answer')))
  const work = coalesce(act, { ...options, onError })
  work.ask('a')
  await vi.advanceTimersByTimeAsync(1_100)
  expect(act).toHaveBeenCalledTimes(2)
  expect(onError).toHaveBeenCalledTimes(2)
  work.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(act).toHaveBeenCalledTimes(2)
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startPolling } from './polling.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const options = { every: 1_000, isFinal: () => false, onEnd: () => undefined }

it('pulls at once, then every so often, until it is stopped', async () => {
  const pull = vi.fn(async () => undefined)
  const polling = startPolling(pull, options)
  await vi.advanceTimersByTimeAsync(2_500)
  expect(pull).toHaveBeenCalledTimes(3)
  polling.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(pull).toHaveBeenCalledTimes(3)
})

it('waits longer while it fails, and comes back to its pace', async () => {
  let works = false
  const times: number[] = []
  const start = Date.now()
  const pull = async () => {
    times.push((Date.now() - start) / 1_000)
    if (!works) throw new Error('no answer')
  }
  startPolling(pull, options)
  await vi.advanceTimersByTimeAsync(13_000)
  works = true
  await vi.advanceTimersByTimeAsync(7_000)
  expect(times).toEqual([0, 2, 6, 12, 18, 19, 20])
})

it('ends with an error that is final', async () => {
  const onEnd = vi.fn()
  const pull = vi.fn(() => Promise.reject(new Error('gone')))
  startPolling(pull, { ...options, isFinal: () => true, onEnd })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(pull).toHaveBeenCalledTimes(1)
  expect(onEnd).toHaveBeenCalledOnce()
})

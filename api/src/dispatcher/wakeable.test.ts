import { expect, test } from 'vitest'
import { createWakeable } from './wakeable.ts'

const long = 60_000

test('a wake ends the wait', async () => {
  const loop = createWakeable(long)
  const waited = loop.wait()
  loop.wake()
  await waited
})

test('a wake during work is not lost', async () => {
  const loop = createWakeable(long)
  loop.wake()
  await loop.wait()
})

test('without a wake the time ends the wait', async () => {
  await createWakeable(1).wait()
})

test('after a stop nothing waits', async () => {
  const loop = createWakeable(long)
  const waited = loop.wait()
  loop.stop()
  await waited
  await loop.wait()
  expect(loop.stopped).toBe(true)
})

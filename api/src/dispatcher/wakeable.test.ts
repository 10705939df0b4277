import { expect, test } from 'vitest'
import { createWakeable } from './wakeable.ts'

const long = 60_000

test('a wake ends the wait', async () => {
  const loop = createWakeable()
  const waited = loop.wait(long)
  loop.wake()
  await waited
})

test('a wake during work is not lost', async () => {
  const loop = createWakeable()
  loop.wake()
  await loop.wait(long)
})

test('without a wake the time ends the wait', async () => {
  await createWakeable().wait(1)
})

test('after a stop nothing waits', async () => {
  const loop = createWakeable()
  const waited = loop.wait(long)
  loop.stop()
  await waited
  await loop.wait(long)
  expect(loop.stopped).toBe(true)
})

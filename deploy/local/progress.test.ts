import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createProgress, formatElapsed } from './progress.mjs'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function record(isTTY: boolean) {
  const written: string[] = []
  return { written, progress: createProgress({ isTTY, columns: 60, write: (text: string) => written.push(text) }) }
}

it('says elapsed time in the unit that fits', () => {
  expect([812, 3_400, 125_000].map(formatElapsed)).toEqual(['812 ms', '3.4 s', '2 min 5 s'])
})

it('without a terminal, writes a line at the start, every ten seconds, and at the end', async () => {
  const { written, progress } = record(false)
  let finish: () => void = () => undefined
  const step = progress.step('Building', (say) => {
    say('web')
    return new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  await vi.advanceTimersByTimeAsync(21_000)
  finish()
  await step
  expect(written).toEqual([
    '… Building\n',
    '  … Building – web (10.0 s)\n',
    '  … Building – web (20.0 s)\n',
    '✓ Building – web (21.0 s)\n',
  ])
})

it('on a terminal, draws a spinner over one line that never wraps', async () => {
  const { written, progress } = record(true)
  const step = progress.step('A title that is rather long for a terminal of sixty columns', async () => {
    await vi.advanceTimersByTimeAsync(250)
  })
  await step
  expect(written).toHaveLength(3)
  for (const drawn of written.slice(0, 2)) expect(drawn.replace('\r\x1b[K', '').length).toBeLessThan(60)
  expect(written[2]?.startsWith('\r\x1b[K✓ A title')).toBe(true)
})

it('marks a step that fails and passes its error on', async () => {
  const { written, progress } = record(false)
  await expect(progress.step('Building', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(written.at(-1)).toMatch(/^✗ Building/)
  expect(vi.getTimerCount()).toBe(0)
})

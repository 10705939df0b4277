// What a reader does with a chart, and what it then takes until the screen shows it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** A frame of a screen of sixty a second. */
const frameMs = 1_000 / 60

export interface Place {
  readonly x: number
  readonly y: number
}

/** Turns the wheel over a place, a bit each frame, down and up, right and left again. */
export async function scrollAround(page: Page, { x, y }: Place, seconds: number): Promise<void> {
  await page.mouse.move(x, y)
  const steps = Math.round((seconds * 1_000) / frameMs)
  await eachFrame(steps, async (step) => {
    const share = step / steps
    const way = share % 0.5 < 0.25 ? 1 : -1
    await (share < 0.5 ? page.mouse.wheel(0, 180 * way) : page.mouse.wheel(120 * way, 0))
  })
}

/** Zooms out and in again by the wheel. */
export async function zoomAround(page: Page, { x, y }: Place, seconds: number): Promise<void> {
  await page.mouse.move(x, y)
  const steps = Math.round((seconds * 1_000) / frameMs)
  await page.keyboard.down('Control')
  await eachFrame(steps, (step) => page.mouse.wheel(0, (step / steps) % 0.5 < 0.25 ? 25 : -25))
  await page.keyboard.up('Control')
}

async function eachFrame(steps: number, act: (step: number) => Promise<void>): Promise<void> {
  const begin = performance.now()
  for (let step = 0; step < steps; step += 1) {
    await act(step)
    await sleep(Math.max(0, begin + (step + 1) * frameMs - performance.now()))
  }
}

declare global {
  interface Window {
    /** Answers what stands where something is to move. */
    benchLook: () => string
    benchMoved: Promise<number>
  }
}

/** In a page: from the first move of the pointer from now on until what is looked at is painted otherwise. */
function awaitMove(): void {
  const before = window.benchLook()
  let since = 0
  addEventListener('pointermove', ({ timeStamp }) => (since ||= timeStamp), { capture: true, once: true })
  window.benchMoved = new Promise((resolve, reject) => {
    const end = performance.now() + 20_000
    const afterPaint = new MessageChannel()
    afterPaint.port1.onmessage = () => {
      if (since > 0 && window.benchLook() !== before) resolve(performance.now() - since)
      else if (performance.now() > end) reject(new Error('nothing moved'))
      else requestAnimationFrame(() => afterPaint.port2.postMessage(null))
    }
    requestAnimationFrame(() => afterPaint.port2.postMessage(null))
  })
}

/** Milliseconds of each step of a drag: from the pointer to what is looked at. `benchLook` has to be there. */
export async function dragBy(page: Page, { x, y }: Place, stepPixels: number, steps: number): Promise<number[]> {
  const times: number[] = []
  await page.mouse.move(x, y)
  await page.mouse.down()
  let at = 0
  for (let step = 0; step < steps + 2; step += 1) {
    at += step % 8 < 4 ? 1 : -1
    await page.evaluate(awaitMove)
    await page.mouse.move(x + at * stepPixels, y)
    const time = await page.evaluate(() => window.benchMoved)
    // The first steps begin the drag; what they wait for is not what a drag is like.
    if (step >= 2) times.push(time)
  }
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return times
}

/** In a page, from its beginning: when the last of the plan came, and when something of it stood on the screen. */
export function watchFirstPaint({ resource, shown }: { resource: string; shown: string }): void {
  const told = { arrived: 0, painted: 0 }
  Object.assign(window, { benchFirst: told })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[])
      if (entry.name.endsWith(resource)) told.arrived = entry.responseEnd
  }).observe({ type: 'resource', buffered: true })
  const afterPaint = new MessageChannel()
  const look = () => requestAnimationFrame(() => afterPaint.port2.postMessage(null))
  afterPaint.port1.onmessage = () => {
    if (document.querySelector(shown)) told.painted = performance.now()
    else look()
  }
  look()
}

export async function firstPaintOf(page: Page): Promise<number> {
  const told = await page.waitForFunction(
    () => {
      const { benchFirst: first } = window as unknown as { benchFirst?: { arrived: number; painted: number } }
      return first && first.arrived > 0 && first.painted > 0 ? first.painted - first.arrived : null
    },
    null,
    { timeout: 60_000 },
  )
  return Number(await told.jsonValue())
}

/** Megabytes of the JavaScript heap, what nobody holds any more collected. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  for (let round = 0; round < 2; round += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1_000_000
}

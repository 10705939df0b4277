// What a page's main thread does in each frame, read from a trace of Chromium.
import type { Browser, Page } from 'playwright-core'
import { percentileOf } from '../../packages/engine/bench/statistics.ts'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
  readonly args?: { readonly name?: string }
}

export interface Frames {
  readonly count: number
  /** Milliseconds of work, all tasks of the main thread from one frame's begin to the next. */
  readonly p95: number
  /** Percent. */
  readonly over20: number
  readonly mean: number
}

const frames = 'disabled-by-default-devtools.timeline.frame'
const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', frames, '__metadata']
const LONG_MS = 20

/** Traces a page while something is done with it. */
export async function traceFrames(browser: Browser, page: Page, act: () => Promise<void>): Promise<Frames> {
  await browser.startTracing(page, { categories })
  await act().catch(async (error: unknown) => {
    await browser.stopTracing()
    throw error
  })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  return framesOf(traceEvents)
}

function framesOf(events: readonly TraceEvent[]): Frames {
  const tasks = mainTasks(events)
  const [first] = tasks
  if (!first) throw new Error('the trace has no task of a main thread')
  const isOurs = ({ pid, tid }: TraceEvent) => pid === first.pid && tid === first.tid
  const begins = events.filter((event) => isOurs(event) && event.name === 'BeginMainThreadFrame').map(({ ts }) => ts)
  begins.sort((a, b) => a - b)
  const work = new Float64Array(begins.length)
  for (const { ts, dur = 0 } of tasks) {
    // A frame's begin is told within the task that does its work.
    const frame = begins.findIndex((begin) => begin >= ts && begin < ts + dur)
    const at = frame >= 0 ? frame : begins.findLastIndex((begin) => begin < ts)
    if (at >= 0) work[at] = (work[at] as number) + dur / 1_000
  }
  const times = [...work]
  return {
    count: times.length,
    p95: percentileOf(times, 95),
    over20: (100 * times.filter((time) => time > LONG_MS).length) / Math.max(1, times.length),
    mean: times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length),
  }
}

/** Tasks of the main thread that was busiest: that of the page that is acted upon. */
function mainTasks(events: readonly TraceEvent[]): TraceEvent[] {
  const keyOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(keyOf),
  )
  const byThread = new Map<string, TraceEvent[]>()
  for (const event of events) {
    const isTask = event.ph === 'X' && event.name === 'RunTask'
    if (!isTask || !mains.has(keyOf(event))) continue
    const tasks = byThread.get(keyOf(event)) ?? []
    tasks.push(event)
    byThread.set(keyOf(event), tasks)
  }
  const busy = (tasks: readonly TraceEvent[]) => tasks.reduce((sum, { dur = 0 }) => sum + dur, 0)
  return [...byThread.values()].sort((a, b) => busy(b) - busy(a))[0] ?? []
}

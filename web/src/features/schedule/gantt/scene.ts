import { type Minute, minuteOf } from '@throughline/engine'
import type { OutlineEntry } from '../lib/outline.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import { type Scale, xOf } from './scale.ts'

export const rowHeight = 32
export const headerHeight = 48

export type BarKind = 'task' | 'summary' | 'milestone'

/** What one row of the chart shows; `start` is null before dates are known. */
export interface Bar {
  readonly id: string
  readonly row: number
  readonly kind: BarKind
  readonly start: Minute | null
  readonly finish: Minute
  readonly isCritical: boolean
  readonly percentComplete: number
}

export interface Arrow {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly type: 'FS' | 'SS' | 'FF' | 'SF'
  readonly isCritical: boolean
}

export interface Scene {
  readonly bars: readonly Bar[]
  readonly arrows: readonly Arrow[]
  readonly rowOf: ReadonlyMap<string, number>
}

const minutes = new Map<string, Minute>()

/** Plans name the same days many times over. */
function knownMinuteOf(text: string): Minute {
  let minute = minutes.get(text)
  if (minute === undefined) {
    if (minutes.size > 50_000) minutes.clear()
    minute = minuteOf(text)
    minutes.set(text, minute)
  }
  return minute
}

function barOf({ task, hasChildren }: OutlineEntry, row: number): Bar {
  const start = task.earlyStart === null ? null : knownMinuteOf(task.earlyStart)
  const finish = task.earlyFinish === null ? 0 : knownMinuteOf(task.earlyFinish)
  const isPoint = task.kind === 'milestone' || task.durationMinutes === 0
  return {
    id: task.id,
    row,
    kind: hasChildren ? 'summary' : isPoint ? 'milestone' : 'task',
    start,
    finish,
    isCritical: task.isCritical,
    percentComplete: task.percentComplete,
  }
}

/** Bars of the visible rows, and the links between them. */
export function sceneOf(visible: readonly OutlineEntry[], { plan }: PlanIndex): Scene {
  const bars = visible.map(barOf)
  const rowOf = new Map(bars.map((bar) => [bar.id, bar.row]))
  const arrows: Arrow[] = []
  for (const { id, predecessorId, successorId, type } of plan.links) {
    const from = rowOf.get(predecessorId)
    const to = rowOf.get(successorId)
    if (from === undefined || to === undefined) continue
    const isCritical = Boolean(bars[from]?.isCritical && bars[to]?.isCritical)
    arrows.push({ id, from, to, type, isCritical })
  }
  return { bars, arrows, rowOf }
}

/** Left and right edge of a bar, in pixels of the chart; a milestone is a point. */
export function edgesOf(bar: Bar, scale: Scale): { left: number; right: number } | null {
  if (bar.start === null) return null
  const left = xOf(scale, bar.start)
  return { left, right: bar.kind === 'milestone' ? left : Math.max(left + 2, xOf(scale, bar.finish)) }
}

/** The rows that lie between two heights of the chart, below its header. */
export function rowsBetween(top: number, bottom: number, count: number): { first: number; last: number } {
  return {
    first: Math.max(0, Math.floor(top / rowHeight)),
    last: Math.min(count - 1, Math.ceil(bottom / rowHeight)),
  }
}

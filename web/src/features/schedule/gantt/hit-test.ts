import type { Scale } from './scale.ts'
import { type Bar, barAt, edgesOf, rowHeight, type Scene } from './scene.ts'

/** `body` moves, `end` resizes, `handle` begins a link, `row` is beside the bar. */
export type HitPart = 'body' | 'end' | 'handle' | 'row'

export interface Hit {
  readonly bar: Bar
  readonly part: HitPart
}

const grip = 5
export const handleDistance = 11

/** What lies at a place of the chart, in its own pixels (below the header). */
export function hitTest(scene: Scene, scale: Scale, x: number, y: number): Hit | null {
  const bar = barAt(scene, Math.floor(y / rowHeight))
  if (!bar) return null
  const edges = edgesOf(bar, scale)
  if (!edges) return { bar, part: 'row' }
  const reach = bar.kind === 'milestone' ? 9 : 2
  if (Math.abs(x - (edges.right + handleDistance + reach - 2)) <= 6 && bar.kind !== 'summary') {
    return { bar, part: 'handle' }
  }
  if (x < edges.left - reach || x > edges.right + reach + 2) return { bar, part: 'row' }
  const wide = edges.right - edges.left > 3 * grip
  if (bar.kind === 'task' && x > edges.right - (wide ? grip : 1)) return { bar, part: 'end' }
  return { bar, part: 'body' }
}

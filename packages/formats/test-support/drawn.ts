import type { Box, Mark } from '../src/gantt/marks.ts'

export type Drawn = Exclude<Mark, { kind: 'group' }> & { readonly box: Box; readonly title: string | null }

const starts = { start: 0, middle: 0.5, end: 1 } as const

/** What of the marks is seen, one by one: the box that each takes inside of what it is clipped to. */
export function* drawn(marks: Iterable<Mark>, clip?: Box, title: string | null = null): Generator<Drawn> {
  for (const mark of marks) {
    if (mark.kind === 'group') {
      const within = mark.clip && clip ? overlap(mark.clip, clip) : (mark.clip ?? clip)
      yield* drawn(mark.marks, within, mark.title ?? title)
    } else {
      const box = clip ? overlap(boxOf(mark), clip) : boxOf(mark)
      if (box.width >= 0 && box.height >= 0) yield { ...mark, box, title }
    }
  }
}

function boxOf(mark: Exclude<Mark, { kind: 'group' }>): Box {
  if (mark.kind === 'rect') return mark
  if (mark.kind === 'text') {
    const { x, y, width, size, anchor } = mark
    return { x: x - width * starts[anchor], y: y - size * 0.75, width, height: size * 0.95 }
  }
  const [xs, ys] = [mark.points.map(({ x }) => x), mark.points.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** Of negative size where they do not touch. */
export function overlap(a: Box, b: Box): Box {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)]
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  return { x, y, width, height: Math.min(a.y + a.height, b.y + b.height) - y }
}

export const isInside = (inner: Box, outer: Box): boolean => {
  const shared = overlap(inner, outer)
  return shared.width >= inner.width - 0.01 && shared.height >= inner.height - 0.01
}

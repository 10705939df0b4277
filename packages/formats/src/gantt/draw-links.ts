import { barMiddle } from './draw-bars.ts'
import type { GanttRow } from './gantt-rows.ts'
import { arrowHead, type LinkEnd, linkPath } from './link-path.ts'
import { type Box, line, type Mark, type Point, shape } from './marks.ts'
import type { SheetContext, SheetPlace } from './sheet-context.ts'
import type { SheetScale } from './sheet-scale.ts'
import { colours, sizes } from './theme.ts'

/** Links that pass through a sheet; critical ones on top. */
export function* drawLinks(context: SheetContext, { cut }: SheetPlace, scale: SheetScale, chart: Box): Generator<Mark> {
  const links = context.linksOf(cut).flatMap((index) => context.links[index] ?? [])
  for (const isCritical of [false, true]) {
    const colour = isCritical ? colours.critical : colours.link
    for (const link of links) {
      if (link.isCritical !== isCritical) continue
      const from = endOf(context, scale, link.from)
      const to = endOf(context, scale, link.to)
      if (from === null || to === null) continue
      const path = linkPath(link.type, from, to, context.frame.rowHeight)
      if (!reachesInto(path, chart)) continue
      yield line(path, colour, 0.7, { radius: 1.5 })
      yield shape(arrowHead(path), colour)
    }
  }
}

function endOf(context: SheetContext, scale: SheetScale, index: number): LinkEnd | null {
  const row = context.rows[index]
  if (!row?.span) return null
  const y = barMiddle(context, scale.y(index))
  const [left, right] = [scale.x(row.span.start), scale.x(row.span.finish)]
  if (row.kind === 'milestone')
    return {
      left: right - sizes.diamond,
      right: right + sizes.diamond,
      y,
      half: sizes.diamond,
      inlet: right,
      finish: right,
    }
  return { left, right, y, half: halfHeight(row), inlet: Math.min(left + inside, (left + right) / 2), finish: right }
}

/** How far behind the start of a bar a link comes in from above. */
const inside = 3

const halfHeight = ({ kind }: GanttRow): number => (kind === 'summary' ? 3 : sizes.bar / 2)

function reachesInto(path: readonly Point[], { x, y, width, height }: Box): boolean {
  const [xs, ys] = [path.map((point) => point.x), path.map((point) => point.y)]
  const across = Math.max(...xs) >= x && Math.min(...xs) <= x + width
  return across && Math.max(...ys) >= y && Math.min(...ys) <= y + height
}

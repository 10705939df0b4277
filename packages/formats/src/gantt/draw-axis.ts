import { at, line, type Mark, rect } from './marks.ts'
import type { SheetContext, SheetPlace } from './sheet-context.ts'
import type { SheetScale } from './sheet-scale.ts'
import { middleOf, texts } from './text-mark.ts'
import { colours, sizes } from './theme.ts'
import { axisUnits, type Tick, ticksBetween } from './ticks.ts'

const half = sizes.axisHeight / 2

/** The two rows of the time axis. */
export function* drawAxis(context: SheetContext, { time }: SheetPlace, scale: SheetScale): Generator<Mark> {
  const { frame } = context
  const top = frame.axisTop
  yield rect(scale.left, top, scale.right - scale.left, sizes.axisHeight, colours.header)
  const [upper, lower] = axisUnits(scale.pointsPerMinute * 1440)
  yield* drawTicks(context, scale, top, ticksBetween(upper, time.start, time.finish, 'upper'), 'start')
  yield* drawTicks(context, scale, top + half, ticksBetween(lower, time.start, time.finish, 'lower'), 'middle')
  yield line([at(scale.left, top + half), at(scale.right, top + half)], colours.border, 0.4)
}

function* drawTicks(
  { measure }: SheetContext,
  scale: SheetScale,
  top: number,
  ticks: readonly Tick[],
  anchor: 'start' | 'middle',
): Generator<Mark> {
  const isBold = anchor === 'start'
  const size = anchor === 'start' ? sizes.text : sizes.small
  const gap = anchor === 'start' ? 4 : 1.5
  const y = top + half / 2 + middleOf(size)
  const widthOf = (label: string) => measure(label, size, isBold) + 2 * gap
  const shown = labelling(ticks, scale, widthOf)
  for (const { start, end, labels } of ticks) {
    const [x, width] = [scale.x(start), scale.x(end) - scale.x(start)]
    if (x > scale.left) yield line([at(x, top), at(x, top + half)], colours.border, 0.4)
    const label = labels.slice(shown, isBold ? undefined : shown + 1).find((each) => widthOf(each) <= width)
    if (label === undefined) continue
    const place = { x: anchor === 'start' ? x + gap : x + width / 2, y, room: width, size, isBold, anchor }
    yield* texts(label, { ...place, fill: isBold ? colours.text : colours.soft }, measure)
  }
}

/** The fullest label that whole units have room for, so that all of a row say the same; cut ones may say less. */
function labelling(ticks: readonly Tick[], scale: SheetScale, widthOf: (label: string) => number): number {
  const widths = ticks.map(({ start, end }) => scale.x(end) - scale.x(start))
  const whole = widths.length > 2 ? widths.slice(1, -1) : widths
  const least = Math.min(...whole)
  const inner = ticks.length > 2 ? ticks.slice(1, -1) : ticks
  const depth = Math.max(...ticks.map(({ labels }) => labels.length), 1)
  for (let shown = 0; shown < depth; shown += 1) {
    if (inner.every(({ labels }) => widthOf(labels[shown] ?? '') <= least)) return shown
  }
  return depth - 1
}

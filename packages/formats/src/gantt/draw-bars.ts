import type { GanttRow } from './gantt-rows.ts'
import { at, line, type Mark, rect, shape } from './marks.ts'
import type { SheetContext, SheetPlace } from './sheet-context.ts'
import type { SheetScale } from './sheet-scale.ts'
import type { Span } from './span.ts'
import { middleOf, texts } from './text-mark.ts'
import { colours, sizes } from './theme.ts'

/** So much of what goes on beyond the sheet is drawn that its end is out of sight. */
const beyond = 8
const leastWidth = 1.5
const labelGap = 5
const leastLabel = 20

/** Bars, brackets and diamonds of the rows of a sheet, with what stands beside them. */
export function* drawBars(context: SheetContext, { rows }: SheetPlace, scale: SheetScale): Generator<Mark> {
  for (let index = rows.first; index < rows.end; index += 1) {
    const row = context.rows[index]
    if (!row) continue
    const marks = [...drawRow(context, row, scale, barMiddle(context, scale.y(index)))]
    if (marks.length > 0) yield { kind: 'group', title: row.title, marks }
  }
}

/** The height at which bars and links lie in a row. */
export const barMiddle = ({ frame, options }: Pick<SheetContext, 'frame' | 'options'>, top: number): number =>
  top + frame.rowHeight / 2 - (options.baseline === null ? 0 : sizes.baselineBar / 2 + 0.5)

interface Edges {
  readonly left: number
  readonly right: number
}

/** Left and right edge of what is drawn for a span, as far as it lies on the sheet or right beside it. */
function edgesOf({ start, finish }: Span, scale: SheetScale): Edges {
  const left = Math.min(Math.max(scale.x(start), scale.left - beyond), scale.right + beyond)
  return { left, right: Math.min(Math.max(scale.x(finish), left + leastWidth), scale.right + beyond) }
}

function* drawRow(context: SheetContext, row: GanttRow, scale: SheetScale, y: number): Generator<Mark> {
  const { span, baseline } = row
  if (baseline !== null && scale.shows(baseline)) yield drawBaseline(row, baseline, scale, y)
  if (span === null) return
  if (scale.shows(span)) {
    if (row.kind === 'milestone') yield diamond(scale.x(span.finish), y, sizes.diamond, fillOf(row))
    else if (row.kind === 'summary') yield bracket(edgesOf(span, scale), y)
    else yield* drawTask(row, span, scale, y)
    yield* drawLabel(context, row, span, scale, y)
  }
  if (row.deadline !== null && scale.shows({ start: row.deadline, finish: row.deadline }))
    yield deadlineMark(scale.x(row.deadline), y, span.finish > row.deadline)
}

function fillOf({ kind, isActive, isCritical }: GanttRow): string {
  if (!isActive) return colours.inactive
  if (isCritical) return colours.critical
  return kind === 'milestone' ? colours.milestone : colours.bar
}

function* drawTask(row: GanttRow, span: Span, scale: SheetScale, y: number): Generator<Mark> {
  const whole = edgesOf(span, scale)
  const done = scale.x(span.start) + ((scale.x(span.finish) - scale.x(span.start)) * row.percentComplete) / 100
  const top = y - sizes.bar / 2
  if (row.parts.length > 0) yield line([at(whole.left, y), at(whole.right, y)], fillOf(row), 0.8, { dash: [1.2, 1.2] })
  for (const part of row.parts.length > 0 ? row.parts : [span]) {
    if (!scale.shows(part)) continue
    const { left, right } = edgesOf(part, scale)
    yield rect(left, top, right - left, sizes.bar, fillOf(row), { radius: Math.min(1.5, (right - left) / 2) })
    const doneHere = Math.min(done, right) - left
    const fill = row.isCritical && row.isActive ? colours.criticalDone : colours.barDone
    if (row.percentComplete > 0 && doneHere > 0) yield rect(left, y - 1.2, doneHere, 2.4, fill)
  }
}

export function diamond(x: number, y: number, half: number, fill: string): Mark {
  return shape([at(x, y - half), at(x + half, y), at(x, y + half), at(x - half, y)], fill)
}

export function bracket({ left, right }: Edges, y: number): Mark {
  const tooth = Math.min(3.5, (right - left) / 2)
  const [top, foot, tip] = [y - 3, y - 0.2, y + 3]
  const outer = [at(left, top), at(right, top), at(right, tip)]
  const inner = [at(right - tooth, foot), at(left + tooth, foot), at(left, tip)]
  return shape([...outer, ...inner], colours.summary)
}

function drawBaseline(row: GanttRow, baseline: Span, scale: SheetScale, y: number): Mark {
  const below = y + sizes.bar / 2 + 1
  if (row.kind === 'milestone') {
    const x = scale.x(baseline.finish)
    return diamond(x, below + sizes.baselineBar / 2, sizes.baselineBar, colours.baseline)
  }
  const { left, right } = edgesOf(baseline, scale)
  return rect(left, below, right - left, sizes.baselineBar, colours.baseline)
}

/** An arrow downwards. */
export function deadlineMark(x: number, y: number, isLate: boolean): Mark {
  const [top, neck, tip] = [y - 4.5, y - 0.5, y + 3]
  const stem = [at(x - 0.6, top), at(x + 0.6, top), at(x + 0.6, neck)]
  const head = [at(x + 2.6, neck), at(x, tip), at(x - 2.6, neck), at(x - 0.6, neck)]
  return shape([...stem, ...head], isLate ? colours.late : colours.deadline)
}

/** Right of the bar, or left of it where there is no room; on the sheet that shows the end. */
function* drawLabel(context: SheetContext, row: GanttRow, span: Span, scale: SheetScale, y: number): Generator<Mark> {
  const { measure } = context
  const end = scale.x(span.finish)
  if (row.label === '' || end < scale.left || end > scale.right) return
  const half = row.kind === 'milestone' ? sizes.diamond : 0
  const start = row.kind === 'milestone' ? end : scale.x(span.start)
  const style = { y: y + middleOf(sizes.small), size: sizes.small, fill: colours.soft, halo: true } as const
  const wanted = Math.min(measure(row.label, sizes.small, false), sizes.labelWidth)
  const [right, left] = [behindDeadline(row, scale, end + half + labelGap, wanted), start - half - labelGap]
  const [roomRight, roomLeft] = [scale.right - right - 2, left - scale.left - 2]
  if (roomRight >= wanted || (roomRight >= roomLeft && roomRight >= leastLabel))
    yield* texts(row.label, { ...style, x: right, room: Math.min(roomRight, sizes.labelWidth) }, measure)
  else if (roomLeft >= leastLabel)
    yield* texts(row.label, { ...style, x: left, room: Math.min(roomLeft, sizes.labelWidth), anchor: 'end' }, measure)
}

/** Where a label of some width starts that would begin at `x`, so that the sign of the deadline does not stand in it. */
function behindDeadline({ deadline }: GanttRow, scale: SheetScale, x: number, width: number): number {
  if (deadline === null) return x
  const sign = scale.x(deadline)
  return sign > x - labelGap - 3 && sign < x + width + 3 ? Math.max(x, sign + labelGap) : x
}

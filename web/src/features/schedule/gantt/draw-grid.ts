import { xOf } from './scale.ts'
import { headerHeight, rowHeight, rowsBetween } from './scene.ts'
import { headerUnits, ticksBetween } from './ticks.ts'
import type { View } from './view.ts'

const MINUTES_PER_DAY = 1440
const shadeFrom = 3.5

/** Non-working days, the lines of rows and units, today. Drawn with x and y of the chart. */
export function drawGrid(context: CanvasRenderingContext2D, view: View): void {
  const { colours, left, top, width, height, scale, scene } = view
  const bottom = top + height - headerHeight
  context.fillStyle = colours.surface
  context.fillRect(left, top, width, height)
  if (scale.pixelsPerDay >= shadeFrom) shadeDaysOff(context, view, bottom)

  const active = view.activeId === null ? undefined : scene.rowOf.get(view.activeId)
  if (active !== undefined) {
    context.fillStyle = colours.active
    context.fillRect(left, active * rowHeight, width, rowHeight)
  }

  const { first, last } = rowsBetween(top, bottom, scene.bars.length)
  context.fillStyle = colours.active
  for (let row = first; row <= last && view.selectedIds?.size; row++) {
    const isSelected = view.selectedIds.has(scene.bars[row]?.id ?? '')
    if (isSelected) context.fillRect(left, row * rowHeight, width, rowHeight)
  }

  context.fillStyle = colours.grid
  for (let row = first; row <= last; row++) context.fillRect(left, (row + 1) * rowHeight - 1, width, 1)
  const [upper, lower] = headerUnits(scale.pixelsPerDay)
  const lines = lower === 'day' ? 'week' : lower === 'month' ? 'month' : upper
  for (const tick of ticksBetween(scale, lines, left, left + width)) {
    context.fillRect(Math.round(tick.x), top, 1, height)
  }
}

function shadeDaysOff(context: CanvasRenderingContext2D, view: View, bottom: number): void {
  const { worksOn, scale, left, top, width, colours } = view
  context.fillStyle = colours.weekend
  for (const { start, x, width: wide } of ticksBetween(scale, 'day', left, left + width)) {
    if (!worksOn(start / MINUTES_PER_DAY)) context.fillRect(x, top, wide, bottom - top)
  }
}

export function drawToday(context: CanvasRenderingContext2D, { colours, scale, today, top, height }: View): void {
  context.fillStyle = colours.today
  context.fillRect(Math.round(xOf(scale, today)), top, 1.5, height)
}

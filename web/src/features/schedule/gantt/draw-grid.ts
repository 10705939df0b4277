import { minuteAt, xOf } from './scale.ts'
import { headerHeight, rowHeight, rowsBetween } from './scene.ts'
import { gridUnit, ticksBetween } from './ticks.ts'
import type { View } from './view.ts'
import { isDayOff } from './working-days.ts'

const MINUTES_PER_DAY = 1440
const shadeFrom = 3.5
/** Wide enough for the hours of a day to be told apart. */
const shiftsFrom = 96

/** Non-working time, the lines of rows and units, today. Drawn with x and y of the chart. */
export function drawGrid(context: CanvasRenderingContext2D, view: View): void {
  const { colours, left, top, width, height, scale, scene } = view
  const bottom = top + height - headerHeight
  context.fillStyle = colours.surface
  context.fillRect(left, top, width, height)
  if (scale.pixelsPerDay >= shadeFrom && view.layers.has('nonWorking')) shadeDaysOff(context, view, bottom)

  const active = view.activeId === null ? undefined : scene.rowOf.get(view.activeId)
  if (active !== undefined) {
    context.fillStyle = colours.active
    context.fillRect(left, active * rowHeight, width, rowHeight)
  }

  const { first, last } = rowsBetween(top, bottom, scene.count)
  context.fillStyle = colours.active
  for (let row = first; row <= last && view.selectedIds?.size; row++) {
    const isSelected = view.selectedIds.has(scene.ids[row] ?? '')
    if (isSelected) context.fillRect(left, row * rowHeight, width, rowHeight)
  }

  context.fillStyle = colours.grid
  for (let row = first; row <= last; row++) context.fillRect(left, (row + 1) * rowHeight - 1, width, 1)
  for (const tick of ticksBetween(scale, gridUnit(scale.pixelsPerDay), left, left + width)) {
    context.fillRect(Math.round(tick.x), top, 1, height)
  }
}

function shadeDaysOff(context: CanvasRenderingContext2D, view: View, bottom: number): void {
  const { timesOff, scale, left, top, width, colours } = view
  const showsShifts = scale.pixelsPerDay >= shiftsFrom
  context.fillStyle = colours.weekend
  const last = Math.floor(minuteAt(scale, left + width) / MINUTES_PER_DAY)
  for (let day = Math.floor(minuteAt(scale, left) / MINUTES_PER_DAY); day <= last; day += 1) {
    const off = timesOff(day)
    if (!showsShifts && !isDayOff(off)) continue
    for (const { from, to } of off) {
      const x = xOf(scale, from)
      context.fillRect(x, top, xOf(scale, to) - x, bottom - top)
    }
  }
}

export function drawToday(context: CanvasRenderingContext2D, { colours, scale, today, top, height }: View): void {
  context.fillStyle = colours.today
  context.fillRect(Math.round(xOf(scale, today)), top, 1.5, height)
}

import { xOf } from './scale.ts'
import { headerHeight } from './scene.ts'
import { textWidth } from './text-width.ts'
import { headerUnits, type Tick, ticksBetween } from './ticks.ts'
import type { View } from './view.ts'

const half = headerHeight / 2

/** The two rows of the time header; y is of the screen, x of the chart. */
export function drawHeader(context: CanvasRenderingContext2D, view: View): void {
  const { colours, left, width, scale } = view
  context.fillStyle = colours.header
  context.fillRect(left, 0, width, headerHeight)
  context.fillStyle = colours.border
  context.fillRect(left, half, width, 1)
  context.fillRect(left, headerHeight - 1, width, 1)
  context.textBaseline = 'middle'
  const [upper, lower] = headerUnits(scale.pixelsPerDay)
  const font = `600 12px ${colours.font}`
  context.font = font
  drawUpper(context, view, ticksBetween(scale, upper, left, left + width), font)
  context.font = `12px ${colours.font}`
  drawLower(context, view, ticksBetween(scale, lower, left, left + width))
  drawTodayMark(context, view)
}

/** Labels stay on the screen while their unit does. */
function drawUpper(context: CanvasRenderingContext2D, { colours, left }: View, ticks: Tick[], font: string): void {
  for (const tick of ticks) {
    context.fillStyle = colours.border
    context.fillRect(Math.round(tick.x), 0, 1, half)
    const room = textWidth(context, tick.label, font) + 12
    const x = Math.min(Math.max(tick.x, left), tick.x + tick.width - room)
    if (tick.width < room) continue
    context.fillStyle = colours.text
    context.fillText(tick.label, x + 7, half / 2 + 1)
  }
}

function drawLower(context: CanvasRenderingContext2D, { colours }: View, ticks: Tick[]): void {
  context.textAlign = 'center'
  for (const tick of ticks) {
    context.fillStyle = colours.border
    if (tick.width > 10) context.fillRect(Math.round(tick.x), half, 1, half)
    context.fillStyle = colours.label
    context.fillText(tick.label, tick.x + tick.width / 2, half + half / 2)
  }
  context.textAlign = 'left'
}

function drawTodayMark(context: CanvasRenderingContext2D, { colours, scale, today }: View): void {
  const x = Math.round(xOf(scale, today)) + 0.75
  context.fillStyle = colours.today
  context.beginPath()
  context.arc(x, headerHeight - 4, 3.5, 0, Math.PI * 2)
  context.fill()
}

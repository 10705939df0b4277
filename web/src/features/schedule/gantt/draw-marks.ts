// What is said of a task beside its dates: float, deadline, constraint; and how far the plan has come.
import type { ConstraintType } from '@throughline/contract'
import { traceDiamond } from './draw-bars.ts'
import { progressPoint } from './progress-line.ts'
import { xOf } from './scale.ts'
import { barAt, edgesOf, headerHeight, rowHeight, rowsBetween } from './scene.ts'
import type { View } from './view.ts'

const middle = (row: number): number => row * rowHeight + rowHeight / 2

/** A thin line from the end of each bar to where it has to end at the latest. */
export function drawFloats(context: CanvasRenderingContext2D, view: View): void {
  const { scene, scale, colours, left, width } = view
  context.strokeStyle = colours.float
  context.lineWidth = 1.5
  context.beginPath()
  forRows(view, (row) => {
    const late = scene.lateFinish[row] as number
    const bar = barAt(scene, row)
    const edges = bar && edgesOf(bar, scale)
    if (!edges || Number.isNaN(late) || bar.kind === 'summary') return
    const to = xOf(scale, late)
    if (to - edges.right < 2 || edges.right > left + width || to < left) return
    const y = middle(row) + 0.5
    context.moveTo(edges.right, y)
    context.lineTo(to, y)
    context.moveTo(to, y - 4)
    context.lineTo(to, y + 4)
  })
  context.stroke()
}

/** An arrow down at each deadline; red where the task finishes after it. */
export function drawDeadlines(context: CanvasRenderingContext2D, view: View): void {
  const { scene, scale, colours } = view
  forRows(view, (row) => {
    const deadline = scene.extras.get(row)?.deadline
    if (deadline === null || deadline === undefined) return
    const x = xOf(scale, deadline)
    const y = middle(row)
    const isMissed = (scene.finish[row] as number) > deadline
    context.fillStyle = isMissed ? colours.missed : colours.deadline
    context.beginPath()
    context.moveTo(x - 5, y - 6)
    context.lineTo(x + 5, y - 6)
    context.lineTo(x + 5, y - 1)
    context.lineTo(x, y + 6)
    context.lineTo(x - 5, y - 1)
    context.closePath()
    context.fill()
  })
}

/** `side`: which end of the bar is held; `way`: to where it may still go. */
const pins: Partial<Record<ConstraintType, { side: 'start' | 'finish'; way: -1 | 0 | 1 }>> = {
  startNoEarlierThan: { side: 'start', way: 1 },
  startNoLaterThan: { side: 'start', way: -1 },
  finishNoEarlierThan: { side: 'finish', way: 1 },
  finishNoLaterThan: { side: 'finish', way: -1 },
  mustStartOn: { side: 'start', way: 0 },
  mustFinishOn: { side: 'finish', way: 0 },
}

/** A pin at each date that people set: above the bar for its start, below for its finish. */
export function drawConstraints(context: CanvasRenderingContext2D, view: View): void {
  const { scene, scale, colours } = view
  context.strokeStyle = colours.pin
  context.fillStyle = colours.pin
  context.lineWidth = 1.5
  forRows(view, (row) => {
    const constraint = scene.extras.get(row)?.constraint
    const pin = constraint && pins[constraint.type]
    if (!pin) return
    const x = xOf(scale, constraint.at)
    const y = pin.side === 'start' ? row * rowHeight + 4 : (row + 1) * rowHeight - 4
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x, middle(row))
    context.stroke()
    context.beginPath()
    if (pin.way === 0) traceDiamond(context, x, y, 3.5)
    else {
      context.moveTo(x, y - 3.5)
      context.lineTo(x + pin.way * 6, y)
      context.lineTo(x, y + 3.5)
    }
    context.fill()
  })
}

/** The line of the status date, which runs to where each task has come to. */
export function drawStatusLine(context: CanvasRenderingContext2D, view: View): void {
  const { scene, scale, colours, statusDate, top, height } = view
  if (statusDate === null) return
  const x = Math.round(xOf(scale, statusDate)) + 0.5
  context.strokeStyle = colours.status
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x, top)
  forRows(view, (row) => {
    const bar = barAt(scene, row)
    const minute = bar ? progressPoint(bar, statusDate) : null
    if (minute === null) return
    context.lineTo(x, row * rowHeight)
    context.lineTo(xOf(scale, minute), middle(row))
    context.lineTo(x, (row + 1) * rowHeight)
  })
  context.lineTo(x, top + height)
  context.stroke()
}

function forRows({ scene, top, height }: View, draw: (row: number) => void): void {
  const { first, last } = rowsBetween(top, top + height - headerHeight, scene.count)
  for (let row = first; row <= last; row += 1) draw(row)
}

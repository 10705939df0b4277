import { at, type Box, line, type Mark, rect } from './marks.ts'
import type { SheetContext, SheetPlace } from './sheet-context.ts'
import type { SheetScale } from './sheet-scale.ts'
import { colours, leastShaded } from './theme.ts'
import { axisUnits, ticksBetween } from './ticks.ts'

const MINUTES_PER_DAY = 1440
/** Days off, the lines of rows and of units of time. */
export function* drawGrid(
  context: SheetContext,
  { rows, time }: SheetPlace,
  scale: SheetScale,
  chart: Box,
): Generator<Mark> {
  const pointsPerDay = scale.pointsPerMinute * MINUTES_PER_DAY
  if (pointsPerDay >= leastShaded) {
    for (const [first, end] of daysOff(context, time.start, time.finish)) {
      const x = scale.x(first * MINUTES_PER_DAY)
      yield rect(x, chart.y, scale.x(end * MINUTES_PER_DAY) - x, chart.height, colours.dayOff)
    }
  }
  for (let row = rows.first + 1; row < rows.end; row += 1) {
    const y = scale.y(row)
    yield line([at(chart.x, y), at(chart.x + chart.width, y)], colours.grid, 0.4)
  }
  const [upper, lower] = axisUnits(pointsPerDay)
  for (const { start } of ticksBetween(lower === 'week' ? lower : upper, time.start, time.finish, 'upper')) {
    const x = scale.x(start)
    if (x > chart.x) yield line([at(x, chart.y), at(x, chart.y + chart.height)], colours.grid, 0.5)
  }
}

/** Ranges of days without work, ends excluded. */
function* daysOff({ worksOn }: SheetContext, from: number, to: number): Generator<readonly [number, number]> {
  let first: number | null = null
  const end = Math.ceil(to / MINUTES_PER_DAY)
  for (let day = Math.floor(from / MINUTES_PER_DAY); day <= end; day += 1) {
    const isOff = day < end && !worksOn(day)
    if (isOff) first ??= day
    else if (first !== null) {
      yield [first, day]
      first = null
    }
  }
}

export function* drawStatusDate({ statusDate }: SheetContext, scale: SheetScale, chart: Box): Generator<Mark> {
  if (statusDate === null) return
  const x = scale.x(statusDate)
  if (x < scale.left || x > scale.right) return
  yield line([at(x, chart.y - 4), at(x, chart.y + chart.height)], colours.status, 0.9, { dash: [3, 2] })
}

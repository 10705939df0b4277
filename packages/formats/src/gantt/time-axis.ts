import { type Minute, minuteOf } from '@throughline/engine'
import { GanttError, type GanttOptions } from './gantt-options.ts'
import type { GanttRow } from './gantt-rows.ts'
import type { Span } from './span.ts'
import { axisUnits, nextUnit, startOfUnit } from './ticks.ts'

const MINUTES_PER_DAY = 1440
const POINTS_PER_CENTIMETRE = 72 / 2.54

/** The stretches of time that lie on sheets beside each other, all drawn in one scale. */
export interface TimeAxis {
  readonly pointsPerMinute: number
  readonly stretches: readonly Span[]
}

/** `most` is how many sheets beside each other are made of their own accord; `legible` how long most bars should be. */
export interface ChartRoom {
  readonly width: number
  readonly most: number
  readonly legible: number
}

export const mostStretches = 200

/** The whole days that the chart shows, with some room at both ends. */
export function shownDays(rows: readonly GanttRow[], { from, to }: GanttOptions, statusDate: Minute | null): Span {
  const times = rows.flatMap(({ span, baseline, deadline }) => [
    ...(span === null ? [] : [span.start, span.finish]),
    ...(baseline === null ? [] : [baseline.start, baseline.finish]),
    ...(deadline === null ? [] : [deadline]),
  ])
  if (statusDate !== null && times.length > 0) times.push(statusDate)
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)
  const known = times.length === 0 ? { start: givenDay(from) ?? givenDay(to) ?? 0, finish: 0 } : padded(first, last)
  const start = givenDay(from) ?? Math.min(known.start, givenDay(to) ?? known.start)
  const end = to === null ? known.finish : (givenDay(to) as Minute) + MINUTES_PER_DAY
  return { start, finish: Math.max(end, start + MINUTES_PER_DAY) }
}

/** In whole days, or quarters of days where there are few. */
function padded(first: Minute, last: Minute): Span {
  const room = Math.max((last - first) * 0.02, 1)
  const unit = last - first < 2 * MINUTES_PER_DAY ? MINUTES_PER_DAY / 4 : MINUTES_PER_DAY
  const start = Math.floor((first - room) / unit) * unit
  return { start, finish: Math.max(Math.ceil((last + room) / unit) * unit, start + MINUTES_PER_DAY) }
}

const givenDay = (day: string | null): Minute | null => (day === null ? null : minuteOf(`${day}T00:00`))

/** Throws GanttError when the scale that is asked for takes more sheets than anyone would print. */
export function timeAxis(rows: readonly GanttRow[], days: Span, zoom: GanttOptions['zoom'], room: ChartRoom): TimeAxis {
  const length = days.finish - days.start
  const fit = room.width / length
  const pointsPerMinute = typeof zoom === 'number' ? POINTS_PER_CENTIMETRE / (zoom * MINUTES_PER_DAY) : fit
  if (zoom !== 'auto') return axisOf(days, pointsPerMinute, room.width)
  const wanted = room.legible / medianLength(rows)
  return axisOf(days, Math.min(Math.max(fit, wanted), fit * room.most), room.width)
}

/** How long tasks are, by the calendar. */
function medianLength(rows: readonly GanttRow[]): number {
  const lengths = rows
    .flatMap(({ kind, span }) => (kind === 'task' && span !== null ? [span.finish - span.start] : []))
    .sort((a, b) => a - b)
  return Math.max(lengths[lengths.length >> 1] ?? MINUTES_PER_DAY, 60)
}

/** Sheets are cut where a unit of the axis begins, so that none is torn apart. */
function axisOf(days: Span, pointsPerMinute: number, width: number): TimeAxis {
  const shown = width / pointsPerMinute
  if ((days.finish - days.start) / shown > mostStretches) {
    throw new GanttError(
      `So few days a centimetre would take more than ${mostStretches} pages side by side. Zoom out, or choose fewer days.`,
    )
  }
  const [, unit] = axisUnits(pointsPerMinute * MINUTES_PER_DAY)
  const stretches: Span[] = []
  for (let start = days.start; start < days.finish - 1e-6; ) {
    const end = start + shown
    const cut = end >= days.finish - 1e-6 ? end : startOfUnit(unit, end)
    const finish = cut > start ? cut : Math.min(nextUnit(unit, start), end)
    stretches.push({ start, finish })
    start = finish
  }
  return { pointsPerMinute, stretches }
}

const screenWidths = { fit: 900, least: 700, most: 4_000 } as const
const widestScreen = 200_000

/** One stretch, as wide as the scale makes it. Throws GanttError beyond what can be shown. */
export function endlessAxis(rows: readonly GanttRow[], days: Span, zoom: GanttOptions['zoom'], legible: number) {
  const length = days.finish - days.start
  const width =
    typeof zoom === 'number'
      ? (length * POINTS_PER_CENTIMETRE) / (zoom * MINUTES_PER_DAY)
      : zoom === 'fit'
        ? screenWidths.fit
        : Math.min(Math.max((length * legible) / medianLength(rows), screenWidths.least), screenWidths.most)
  if (width > widestScreen)
    throw new GanttError('So few days a centimetre would make the drawing too wide. Zoom out, or choose fewer days.')
  return { width, axis: { pointsPerMinute: width / length, stretches: [days] } }
}

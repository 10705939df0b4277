import type { Minute } from '@throughline/engine'

const MINUTES_PER_DAY = 1440

/** Where time lies on the chart: `origin` is the minute at x = 0. */
export interface Scale {
  readonly origin: Minute
  readonly pixelsPerDay: number
}

export const minimumPixelsPerDay = 0.02
export const maximumPixelsPerDay = 1920

/** The zoom steps of the buttons. */
export const zoomLevels = { hour: 720, day: 44, week: 14, month: 4, year: 0.5 } as const
export type ZoomLevel = keyof typeof zoomLevels

export const clampZoom = (pixelsPerDay: number): number =>
  Math.min(maximumPixelsPerDay, Math.max(minimumPixelsPerDay, pixelsPerDay))

export const xOf = (scale: Scale, minute: Minute): number =>
  ((minute - scale.origin) / MINUTES_PER_DAY) * scale.pixelsPerDay

export const minuteAt = (scale: Scale, x: number): Minute => scale.origin + (x / scale.pixelsPerDay) * MINUTES_PER_DAY

/** The level whose step is nearest, for showing which button is on. */
export function nearestLevel(pixelsPerDay: number): ZoomLevel {
  const distance = (level: ZoomLevel) => Math.abs(Math.log(zoomLevels[level] / pixelsPerDay))
  return (Object.keys(zoomLevels) as ZoomLevel[]).reduce((best, level) =>
    distance(level) < distance(best) ? level : best,
  )
}

/** From the first to the last minute, in whole days, with room on both sides. */
export function timelineOf(minutes: Iterable<Minute>, today: Minute): { from: Minute; to: Minute } {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const minute of minutes) {
    from = Math.min(from, minute)
    to = Math.max(to, minute)
  }
  if (from > to) {
    from = today
    to = today
  }
  const day = (minute: Minute) => Math.floor(minute / MINUTES_PER_DAY) * MINUTES_PER_DAY
  return { from: day(from) - 14 * MINUTES_PER_DAY, to: day(to) + 90 * MINUTES_PER_DAY }
}

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { clampZoom, type Scale, xOf } from '../gantt/scale.ts'

export interface LiveScale {
  current(): Scale
  /** Zooms so that what lies so many pixels from the left edge stays there, or a minute comes to lie there. */
  zoomAt(pixelsPerDay: number, offset: number, minute?: number): void
}

interface LiveScaleOptions {
  scroller: RefObject<HTMLDivElement | null>
  space: RefObject<HTMLDivElement | null>
  /** The time that the chart spans, in minutes. */
  from: number
  to: number
  zoom: number
  onZoom: (pixelsPerDay: number) => void
  redraw: RefObject<() => void>
}

/** After so long without another step, the zoom is told to the page. */
const settleMilliseconds = 180

export const widthAt = (scale: Scale, to: number): number => Math.ceil(xOf(scale, to))

/** The scale of the chart: each step of a zoom is drawn at once, and the page is told when it is over. */
export function useLiveScale(options: LiveScaleOptions): LiveScale {
  const { scroller, space, from, to, zoom } = options
  const scale = useRef<Scale>({ origin: from, pixelsPerDay: zoom })
  const latest = useRef(options)
  latest.current = options
  const told = useRef(zoom)
  const timer = useRef(0)

  const live = useMemo((): LiveScale => {
    const tell = () => {
      told.current = scale.current.pixelsPerDay
      latest.current.onZoom(told.current)
    }
    return {
      current: () => scale.current,
      zoomAt(pixelsPerDay, offset, at) {
        const element = scroller.current
        if (!element) return
        const before = scale.current
        const minute = at ?? before.origin + ((element.scrollLeft + offset) / before.pixelsPerDay) * 1440
        scale.current = { origin: before.origin, pixelsPerDay: clampZoom(pixelsPerDay) }
        if (space.current) space.current.style.width = `${widthAt(scale.current, latest.current.to)}px`
        element.scrollLeft = xOf(scale.current, minute) - offset
        latest.current.redraw.current()
        clearTimeout(timer.current)
        timer.current = window.setTimeout(tell, settleMilliseconds)
      },
    }
  }, [scroller, space])

  useLayoutEffect(() => {
    const element = scroller.current
    const { origin, pixelsPerDay } = scale.current
    // What was at the left edge stays there when the chart begins earlier.
    if (origin !== from && element) element.scrollLeft += ((origin - from) / 1440) * pixelsPerDay
    scale.current = { origin: from, pixelsPerDay }
    if (zoom === told.current) return
    told.current = zoom
    if (zoom !== pixelsPerDay) live.zoomAt(zoom, (element?.clientWidth ?? 0) / 2)
  }, [scroller, from, zoom, live])

  // The width follows the scale, not what was last told.
  useLayoutEffect(() => {
    if (space.current) space.current.style.width = `${widthAt(scale.current, to)}px`
  })

  useEffect(() => () => clearTimeout(timer.current), [])
  return live
}

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { onColoursChanged } from '../../../lib/theme.ts'
import { fitCanvas, throttleFrames } from '../gantt/canvas.ts'
import { type Colours, readColours } from '../gantt/colours.ts'
import { drawOverlay, type Overlay } from '../gantt/draw-overlay.ts'
import { drawStatic } from '../gantt/draw-static.ts'
import type { View } from '../gantt/view.ts'
import { flashMilliseconds, type MovedTasks } from './use-moved-tasks.ts'

type Content = Omit<View, 'left' | 'top' | 'width' | 'height' | 'colours'>
type CanvasRef = RefObject<HTMLCanvasElement | null>

/** Draws the part of the chart that is on the screen, again whenever it or what it shows has changed. */
export function useGanttDrawing(
  scroller: RefObject<HTMLDivElement | null>,
  staticCanvas: CanvasRef,
  overlayCanvas: CanvasRef,
  content: Content,
  moved: MovedTasks,
) {
  const latest = useRef(content)
  latest.current = content
  const colours = useRef<Colours | null>(null)
  const overlay = useRef<Overlay>({ hover: null, linking: null, movedIds: moved.ids, flash: 0 })
  const flashUntil = useRef(0)

  const frames = useMemo(() => {
    const viewNow = (): View | null => {
      const element = scroller.current
      if (!element) return null
      colours.current ??= readColours(element)
      const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = element
      return { ...latest.current, left, top, width, height, colours: colours.current }
    }
    const chart = throttleFrames(() => {
      const view = viewNow()
      const context = view && staticCanvas.current && fitCanvas(staticCanvas.current, view.width, view.height)
      if (context) drawStatic(context, view)
    })
    const over = throttleFrames(() => {
      const view = viewNow()
      const context = view && overlayCanvas.current && fitCanvas(overlayCanvas.current, view.width, view.height)
      if (!context) return
      const flash = Math.max(0, (flashUntil.current - performance.now()) / flashMilliseconds)
      context.clearRect(0, 0, view.width, view.height)
      drawOverlay(context, view, { ...overlay.current, flash })
      if (flash > 0) over.ask()
    })
    const both = () => {
      chart.ask()
      over.ask()
    }
    return { chart, over, both }
  }, [scroller, staticCanvas, overlayCanvas])

  useLayoutEffect(() => frames.both())

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const resize = new ResizeObserver(frames.both)
    resize.observe(element)
    element.addEventListener('scroll', frames.both, { passive: true })
    const stop = onColoursChanged(() => {
      colours.current = null
      requestAnimationFrame(frames.both)
    })
    return () => {
      resize.disconnect()
      element.removeEventListener('scroll', frames.both)
      stop()
      frames.chart.stop()
      frames.over.stop()
    }
  }, [scroller, frames])

  useEffect(() => {
    if (moved.ids.size === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    flashUntil.current = performance.now() + flashMilliseconds
    overlay.current = { ...overlay.current, movedIds: moved.ids }
    frames.over.ask()
  }, [moved, frames])

  return useMemo(
    () => ({
      hover(hit: Overlay['hover']) {
        overlay.current = { ...overlay.current, hover: hit }
        frames.over.ask()
      },
      linking(linking: Overlay['linking']) {
        overlay.current = { ...overlay.current, linking }
        frames.over.ask()
      },
    }),
    [frames],
  )
}

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { onColoursChanged } from '../../../lib/theme.ts'
import { fitCanvas, throttleFrames } from '../gantt/canvas.ts'
import { type Colours, readColours } from '../gantt/colours.ts'
import { drawOverlay, type Overlay } from '../gantt/draw-overlay.ts'
import { drawStatic } from '../gantt/draw-static.ts'
import { type Scene, sceneAt } from '../gantt/scene.ts'
import type { View } from '../gantt/view.ts'
import type { DraftDates } from './use-drafts.ts'
import type { LiveScale } from './use-live-scale.ts'
import { flashMilliseconds, type MovedTasks } from './use-moved-tasks.ts'

type Content = Omit<View, 'left' | 'top' | 'width' | 'height' | 'colours' | 'scale'>
type CanvasRef = RefObject<HTMLCanvasElement | null>

interface DrawingOptions {
  scroller: RefObject<HTMLDivElement | null>
  staticCanvas: CanvasRef
  overlayCanvas: CanvasRef
  content: Content
  live: LiveScale
  /** Filled with what draws all anew at the next frame. */
  redraw: RefObject<() => void>
  draft: DraftDates | null
  moved: MovedTasks
}

/** Draws the part of the chart that is on the screen, again whenever it or what it shows has changed. */
export function useGanttDrawing(options: DrawingOptions) {
  const { scroller, staticCanvas, overlayCanvas, content, live, redraw, draft, moved } = options
  const latest = useRef(content)
  latest.current = content
  const colours = useRef<Colours | null>(null)
  const overlay = useRef<Overlay>({ hover: null, linking: null, movedIds: moved.ids, flash: 0 })
  const flashUntil = useRef(0)
  const size = useRef({ width: 0, height: 0 })
  const drafted = useDraftedScene(draft)

  const frames = useMemo(() => {
    const viewNow = (): View | null => {
      const element = scroller.current
      if (!element || size.current.width === 0) return null
      colours.current ??= readColours(element)
      const { scrollLeft: left, scrollTop: top } = element
      const scene = drafted(latest.current.scene)
      return { ...latest.current, scene, scale: live.current(), left, top, ...size.current, colours: colours.current }
    }
    const chart = throttleFrames(() => {
      const view = viewNow()
      const context = view && staticCanvas.current && fitCanvas(staticCanvas.current, view.width, view.height)
      if (context) drawStatic(context, view)
    })
    const isEmpty = { current: true }
    const over = throttleFrames(() => {
      const { hover, linking } = overlay.current
      const flash = Math.max(0, (flashUntil.current - performance.now()) / flashMilliseconds)
      const isNothing = !hover && !linking && flash === 0
      if (isNothing && isEmpty.current) return
      const view = viewNow()
      const context = view && overlayCanvas.current && fitCanvas(overlayCanvas.current, view.width, view.height)
      if (!context) return
      isEmpty.current = isNothing
      context.clearRect(0, 0, view.width, view.height)
      drawOverlay(context, view, { ...overlay.current, flash })
      if (flash > 0) over.ask()
    })
    const both = () => {
      chart.ask()
      over.ask()
    }
    return { chart, over, both }
  }, [scroller, staticCanvas, overlayCanvas, live, drafted])

  redraw.current = frames.both
  useLayoutEffect(() => frames.both())

  useEffect(() => draft?.subscribe(frames.chart.now), [draft, frames])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      size.current = { width: element.clientWidth, height: element.clientHeight }
      frames.both()
    }
    measure()
    const resize = new ResizeObserver(measure)
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

/** The scene with the dates of what is being dragged; made once for each pair of them. */
function useDraftedScene(draft: DraftDates | null): (scene: Scene) => Scene {
  return useMemo(() => {
    let last: { scene: Scene; dates: unknown; made: Scene } | null = null
    return (scene) => {
      const dates = draft?.getSnapshot() ?? null
      if (last?.scene !== scene || last.dates !== dates) last = { scene, dates, made: sceneAt(scene, dates) }
      return last.made
    }
  }, [draft])
}

import { type RefObject, useEffect } from 'react'
import type { LiveScale } from './use-live-scale.ts'

const keyStep = 1.5

/** Zoom by Ctrl and the wheel (a trackpad's pinch is that, too), by two fingers, and by keys. */
export function useZoomGestures(
  scroller: RefObject<HTMLDivElement | null>,
  live: LiveScale,
  showAll: () => void,
): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const leave = new AbortController()
    const { signal } = leave
    const offsetOf = (clientX: number) => clientX - element.getBoundingClientRect().left
    const zoomBy = (factor: number, offset: number) => live.zoomAt(live.current().pixelsPerDay * factor, offset)

    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 24 : event.deltaY
      zoomBy(Math.exp(-Math.max(-150, Math.min(150, pixels)) * 0.0022), offsetOf(event.clientX))
    }
    element.addEventListener('wheel', turn, { passive: false, signal })

    let apart = 0
    const pinch = (event: TouchEvent) => {
      const [a, b] = event.touches
      if (!a || !b) {
        apart = 0
        return
      }
      if (event.cancelable) event.preventDefault()
      const distance = Math.max(20, Math.abs(a.clientX - b.clientX), Math.abs(a.clientY - b.clientY))
      if (apart > 0) zoomBy(distance / apart, offsetOf((a.clientX + b.clientX) / 2))
      apart = distance
    }
    for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const) {
      element.addEventListener(type, pinch, { passive: false, signal })
    }

    const press = (event: KeyboardEvent) => {
      const way = wayOf(event)
      if (way === null || !isForChart(event, element)) return
      event.preventDefault()
      if (way === 0) showAll()
      else zoomBy(keyStep ** way, element.clientWidth / 2)
    }
    addEventListener('keydown', press, { signal })
    return () => leave.abort()
  }, [scroller, live, showAll])
}

/** In, out, or the whole plan. */
function wayOf({ code, ctrlKey, metaKey }: KeyboardEvent): 1 | -1 | 0 | null {
  if (ctrlKey || metaKey) return null
  if (code === 'Equal' || code === 'NumpadAdd') return 1
  if (code === 'Minus' || code === 'NumpadSubtract') return -1
  return code === 'Digit0' || code === 'Numpad0' ? 0 : null
}

/** With Alt from anywhere in the schedule but fields of text; without it where the keys would not be typed. */
function isForChart({ target, altKey }: KeyboardEvent, chart: HTMLElement): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.matches('input, textarea, select')) return false
  if (target.closest('[role=dialog], [role=menu], [role=listbox]')) return false
  return altKey || target === document.body || target === chart || chart.contains(target)
}

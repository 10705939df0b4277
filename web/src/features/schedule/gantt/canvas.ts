/** A canvas as sharp as the screen; answers its context in CSS pixels, null when there is nothing to draw on. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1
  const wide = Math.round(width * ratio)
  const high = Math.round(height * ratio)
  if (wide === 0 || high === 0) return null
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide
    canvas.height = high
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const context = canvas.getContext('2d')
  context?.setTransform(ratio, 0, 0, ratio, 0, 0)
  return context
}

/** Calls `draw` at most once a frame, however often it is asked to. */
export function throttleFrames(draw: () => void): { ask: () => void; now: () => void; stop: () => void } {
  let asked = 0
  return {
    /** At once, in the place of what was asked for: what comes between two frames is on the screen with the next. */
    now() {
      cancelAnimationFrame(asked)
      asked = 0
      draw()
    },
    ask() {
      asked ||= requestAnimationFrame(() => {
        asked = 0
        draw()
      })
    },
    stop() {
      cancelAnimationFrame(asked)
      asked = 0
    },
  }
}

import type { KeyboardEvent, PointerEvent } from 'react'
import { tableWidth } from '../lib/columns.ts'
import styles from './Splitter.module.css'

interface SplitterProps {
  width: number
  onResize: (width: number) => void
}

const narrowest = 180
const clamp = (width: number) => Math.round(Math.min(Math.max(narrowest, width), tableWidth + 14, innerWidth - 160))

export function Splitter({ width, onResize }: SplitterProps) {
  function drag(event: PointerEvent<HTMLDivElement>): void {
    const splitter = event.currentTarget
    const begin = event.clientX
    splitter.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => onResize(clamp(width + moved.clientX - begin))
    splitter.addEventListener('pointermove', move)
    splitter.addEventListener('lostpointercapture', () => splitter.removeEventListener('pointermove', move), {
      once: true,
    })
  }

  function press(event: KeyboardEvent): void {
    const step = event.key === 'ArrowLeft' ? -24 : event.key === 'ArrowRight' ? 24 : 0
    if (step !== 0) onResize(clamp(width + step))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved has no element of its own
    <div
      className={styles.splitter}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the table"
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={tableWidth}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
    />
  )
}

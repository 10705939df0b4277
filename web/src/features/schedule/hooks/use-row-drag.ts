import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { headerHeight, rowHeight } from '../gantt/scene.ts'
import { type DropPlace, dropPlaceAt } from '../lib/move-edits.ts'
import type { OutlineEntry } from '../lib/outline.ts'

/** Where the row that is dragged would fall: above which row, and how far in. */
export interface DropLine {
  readonly row: number
  readonly depth: number
}

const indentWidth = 16
const edge = 40
const farFrom = 4

/** Drags rows by their grips; the pointer's height says between which rows they fall, how far right it is says how deep. */
export function useRowDrag(
  scroller: RefObject<HTMLDivElement | null>,
  visible: readonly OutlineEntry[],
  onDrop: ((id: string, place: DropPlace) => void) | undefined,
): { line: DropLine | null; grip: (entry: OutlineEntry, event: ReactPointerEvent) => void } {
  const [line, setLine] = useState<DropLine | null>(null)
  const latest = useRef({ visible, onDrop })
  latest.current = { visible, onDrop }
  const stop = useRef<() => void>(() => undefined)
  useEffect(() => () => stop.current(), [])

  const grip = useCallback(
    (entry: OutlineEntry, start: ReactPointerEvent) => {
      const element = scroller.current
      if (!element || start.button !== 0) return
      start.preventDefault()
      let found: ReturnType<typeof dropPlaceAt> | null = null

      function move(event: PointerEvent): void {
        if (!element) return
        const far = Math.abs(event.clientX - start.clientX) + Math.abs(event.clientY - start.clientY)
        if (!found && far < farFrom) return
        const { top, bottom } = element.getBoundingClientRect()
        if (event.clientY < top + headerHeight + edge) element.scrollTop -= rowHeight
        else if (event.clientY > bottom - edge) element.scrollTop += rowHeight
        const { visible: shown } = latest.current
        const y = event.clientY - top - headerHeight + element.scrollTop
        const row = Math.min(shown.length, Math.max(0, Math.round(y / rowHeight)))
        const depth = Math.max(0, Math.round((event.clientX - start.clientX) / indentWidth) + entry.depth)
        found = dropPlaceAt(shown, row, depth)
        setLine({ row, depth: found.depth })
      }

      function end(): void {
        if (found) latest.current.onDrop?.(entry.task.id, found.place)
        stop.current()
      }

      function press(event: KeyboardEvent): void {
        if (event.key === 'Escape') stop.current()
      }

      stop.current = () => {
        removeEventListener('pointermove', move)
        removeEventListener('pointerup', end)
        removeEventListener('pointercancel', stop.current)
        removeEventListener('keydown', press, true)
        stop.current = () => undefined
        setLine(null)
      }
      addEventListener('pointermove', move)
      addEventListener('pointerup', end)
      addEventListener('pointercancel', stop.current)
      addEventListener('keydown', press, true)
    },
    [scroller],
  )
  return { line, grip }
}

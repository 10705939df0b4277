import { type RefObject, useEffect, useRef } from 'react'

/** An answer may take so long; later the focus is no longer ours to move. */
const mostMilliseconds = 3_000

/**
 * Keeps the place of the focus in a list when the row that had it is done with: what takes its place has it then. Answers
 * what to call with the place of a row before it changes.
 */
export function useRefocus(list: RefObject<HTMLElement | null>, rows: readonly unknown[]): (index: number) => void {
  const place = useRef<{ index: number; until: number } | null>(null)
  useEffect(() => {
    if (!place.current || place.current.until < performance.now() || document.activeElement !== document.body) return
    const next = Math.min(place.current.index, rows.length - 1)
    list.current?.querySelector<HTMLElement>(`[data-index="${next}"] [data-control="open"]`)?.focus()
  }, [list, rows])
  return (index) => {
    place.current = { index, until: performance.now() + mostMilliseconds }
  }
}

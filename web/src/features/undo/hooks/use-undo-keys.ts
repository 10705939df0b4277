import { useEffect, useRef } from 'react'
import type { RevertDirection } from '../../../lib/reverts.ts'
import { directionOf } from '../lib/undo-keys.ts'

/** Ctrl+Z and its kin, wherever nobody is typing and no dialog is open. */
export function useUndoKeys(revert: (direction: RevertDirection) => void): void {
  const latest = useRef(revert)
  useEffect(() => {
    latest.current = revert
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const direction = directionOf(event)
      if (!direction || event.defaultPrevented || isTyping(event.target)) return
      event.preventDefault()
      latest.current(direction)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=alertdialog]') !== null
  )
}

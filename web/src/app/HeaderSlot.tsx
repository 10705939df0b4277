import { type ReactNode, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'

interface HeaderSlotProps {
  slot: 'page-title' | 'page-state'
  children: ReactNode
}

/** Puts a page's words into the header of the layout. */
export function HeaderSlot({ slot, children }: HeaderSlotProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null)
  useEffect(() => setPlace(document.getElementById(slot)), [slot])
  return place && createPortal(children, place)
}

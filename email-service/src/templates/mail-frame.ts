import { createContext } from 'react'
import type { ItemsProps } from './Items.tsx'

/** What stands around what a mail itself tells: others of which it tells as well, and how to have less of them. */
export interface MailFrame {
  also: ItemsProps | null
  ways: readonly { label: string; url: string }[]
}

/** Layouts take it from here, so that no template hands it on. */
export const MailFrame = createContext<MailFrame>({ also: null, ways: [] })

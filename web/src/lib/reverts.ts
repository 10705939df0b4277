import type { RevertState } from '@throughline/contract'
import { createContext, useContext } from 'react'

/** Whose last act is taken back. */
export type RevertScope = 'mine' | 'project'
export type RevertDirection = 'undo' | 'redo'

/** An act to be taken back by name, with what the reader knows of it. */
export interface ChosenAct {
  readonly actId: string
  readonly summary: string
}

export interface Reverts {
  readonly scope: RevertScope
  readonly setScope: (scope: RevertScope) => void
  /** What undo and redo would take back next; undefined until known, and for those who may change nothing. */
  readonly next: RevertState['mine'] | undefined
  /** Takes back an act, or the last one; asks first when it is large. */
  readonly revert: (direction: RevertDirection, act?: ChosenAct) => void
  readonly isBusy: boolean
}

export const RevertContext = createContext<Reverts | null>(null)

/** Undo and redo of the open project. */
export function useReverts(): Reverts {
  const reverts = useContext(RevertContext)
  if (!reverts) throw new Error('There is no RevertProvider above')
  return reverts
}

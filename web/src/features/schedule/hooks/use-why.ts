import type { ChainStep, DateField } from '@throughline/contract'
import { useCallback, useState } from 'react'
import { type Chain, chainOf } from '../gantt/chain.ts'

/** A date whose cause is asked for. */
export interface AskedWhy {
  readonly taskId: string
  readonly field: DateField
}

/** The driving chain that stands out on the chart. */
export function useShownChain(): { chain: Chain | null; setSteps: (steps: readonly ChainStep[] | null) => void } {
  const [chain, setChain] = useState<Chain | null>(null)
  const setSteps = useCallback((steps: readonly ChainStep[] | null) => setChain(steps && chainOf(steps)), [])
  return { chain, setSteps }
}

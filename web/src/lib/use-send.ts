import type { ChangeSetInput } from '@throughline/contract'
import { useCallback } from 'react'
import { usePlanSession } from './plan-context.tsx'
import { showError } from './toasts.ts'

/** Sends a change of the open project, and tells what went wrong; answers whether it is saved. */
export function useSend(): (input: ChangeSetInput) => Promise<boolean> {
  const session = usePlanSession()
  return useCallback(
    async (input) => {
      try {
        await session.change(input)
        return true
      } catch (error) {
        showError(`Not saved: ${input.summary}`, error)
        return false
      }
    },
    [session],
  )
}

import { useEffect, useRef } from 'react'
import { usePlanUpdates } from './plan-context.tsx'
import { queryClient } from './query-client.ts'

const refreshAfter = 120

/** Renews what was asked of the service whenever the plan has moved on; a burst of steps is one renewal. */
export function usePlanRefresh(...queryKeys: readonly (readonly unknown[])[]): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  usePlanUpdates(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      for (const queryKey of queryKeys) void queryClient.invalidateQueries({ queryKey })
    }, refreshAfter)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}

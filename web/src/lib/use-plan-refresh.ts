import { useEffect, useRef } from 'react'
import { usePlanUpdates } from './plan-context.tsx'
import { queryClient } from './query-client.ts'
import { createRenewal, type Renewal } from './renewal.ts'

/** Renews what was asked of the service whenever the plan has moved on; a burst of steps is few renewals. */
export function usePlanRefresh(...queryKeys: readonly (readonly unknown[])[]): void {
  const keys = useRef(queryKeys)
  const renewal = useRef<Renewal | null>(null)
  useEffect(() => {
    keys.current = queryKeys
  })
  useEffect(() => {
    const made = createRenewal(() =>
      Promise.all(keys.current.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    )
    renewal.current = made
    return () => made.stop()
  }, [])
  usePlanUpdates(() => renewal.current?.step())
}

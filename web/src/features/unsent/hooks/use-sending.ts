import type { Outbox } from '@throughline/client'
import { useEffect } from 'react'
import { getLive } from '../../../lib/service.ts'

/** Sends what earlier pages left, and tries again whenever there is reason to hope. */
export function useSending(outbox: Outbox): void {
  useEffect(() => {
    // Where nothing can be kept, nothing was left; the outbox says so of what comes.
    const adopt = () => void outbox.adopt().catch(() => undefined)
    const again = () => outbox.retry()
    const shown = () => document.visibilityState === 'visible' && adopt()
    const { state } = getLive()
    const stop = state.subscribe(() => state.getSnapshot() === 'live' && again())
    adopt()
    again()
    addEventListener('online', again)
    document.addEventListener('visibilitychange', shown)
    return () => {
      stop()
      removeEventListener('online', again)
      document.removeEventListener('visibilitychange', shown)
    }
  }, [outbox])
}

import type { ConnectionState as State } from '@throughline/client'
import { useEffect } from 'react'
import { queryClient, sessionKey } from '../lib/query-client.ts'
import { getLive } from '../lib/service.ts'
import { useStore } from '../lib/use-store.ts'
import styles from './ConnectionState.module.css'

const words: Record<State, string> = { live: 'live', reconnecting: 'reconnecting', 'signed-out': 'signed out' }

export function ConnectionState() {
  const state = useStore(getLive().state)
  useEffect(() => {
    if (state === 'signed-out') void queryClient.invalidateQueries({ queryKey: sessionKey })
  }, [state])
  return (
    <span className={`${styles.state} ${styles[state]}`} role="status" aria-label="Connection" data-state={state}>
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.word}>{words[state]}</span>
    </span>
  )
}

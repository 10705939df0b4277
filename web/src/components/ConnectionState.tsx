import type { ConnectionState as State } from '@throughline/client'
import { useEffect } from 'react'
import { queryClient, sessionKey } from '../lib/query-client.ts'
import { refresh } from '../lib/refresh.ts'
import { getLive } from '../lib/service.ts'
import { useStore } from '../lib/use-store.ts'
import styles from './ConnectionState.module.css'

const words: Record<State | 'polling', string> = {
  live: 'live',
  reconnecting: 'reconnecting',
  'signed-out': 'signed out',
  polling: 'refreshes every 10 seconds',
}

export function ConnectionState() {
  const connection = useStore(getLive().state)
  const how = useStore(refresh)
  const state = connection === 'live' && how === 'polling' ? 'polling' : connection
  useEffect(() => {
    if (connection === 'signed-out') void queryClient.invalidateQueries({ queryKey: sessionKey })
  }, [connection])
  return (
    <span
      className={`${styles.state} ${styles[state]}`}
      role="status"
      aria-label="Connection"
      data-state={state}
      {...(state === 'polling' ? { title: 'Your role may not see live changes; the plan is renewed by itself.' } : {})}
    >
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.word}>{words[state]}</span>
    </span>
  )
}

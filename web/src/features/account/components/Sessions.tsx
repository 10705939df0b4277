import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../components/Button.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { sessionsQuery, useEndOtherSessions, useEndSession } from '../api/sessions.ts'

export function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const end = useEndSession()
  const endOthers = useEndOtherSessions()
  const items = sessions.data?.items ?? []
  return (
    <section className={styles.part} aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      {sessions.isPending && <Skeleton label="Loading the sessions" lines={2} />}
      {sessions.error && <p role="alert">{explain(sessions.error)}</p>}
      <ul className={styles.list} aria-label="Sessions">
        {items.map(({ id, agent, address, createdAt, lastSeenAt, current }) => (
          <li key={id}>
            <div>
              <strong>
                {agent ?? 'Unknown browser'}
                {current && ', this one'}
              </strong>
              <span>
                {address && `${address} · `}since {formatMoment(createdAt)} · last seen {formatMoment(lastSeenAt)}
              </span>
            </div>
            {!current && (
              <Button size="small" aria-label={`End ${agent ?? 'the session'}`} onPress={() => end.mutate(id)}>
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {items.some(({ current }) => !current) && (
        <Button size="small" isDisabled={endOthers.isPending} onPress={() => endOthers.mutate()}>
          End all others
        </Button>
      )}
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ServiceStatus } from '@throughline/contract'
import { LockKeyhole } from 'lucide-react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import page from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatAgo } from '../../../lib/dates.ts'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { schedulesQuery, statusQuery } from '../api/health.ts'
import { text } from '../lib/text.ts'
import styles from './Health.module.css'
import { Schedules } from './Schedules.tsx'

/** How the instance is, and what it does by itself: for its operators. */
export function Health() {
  const isOperator = useSession()?.isOperator ?? false
  return (
    <main className={`${page.page} ${styles.page}`}>
      <title>{`${text('title')} · Throughline`}</title>
      <h1>{text('title')}</h1>
      {isOperator ? (
        <>
          <p className={page.lead}>{text('lead')}</p>
          <Parts />
          <ScheduleList />
        </>
      ) : (
        <EmptyState icon={<LockKeyhole />} title={text('notOperator')} />
      )}
    </main>
  )
}

interface PartState {
  readonly part: 'api' | 'temporal' | 'dates' | 'queue'
  readonly isWell: boolean
  readonly words: string
}

function partsOf({ temporal, dates, waitingRequests, oldestRequestAt }: ServiceStatus): PartState[] {
  const waiting = text('waiting', { count: waitingRequests })
  const since = oldestRequestAt && text('since', { ago: formatAgo(oldestRequestAt) })
  return [
    { part: 'api', isWell: true, words: text('answers') },
    { part: 'temporal', isWell: temporal === 'reachable', words: text(temporal) },
    { part: 'dates', isWell: dates === 'current', words: text(dates) },
    { part: 'queue', isWell: dates === 'current', words: [waiting, since].filter(Boolean).join(', ') },
  ]
}

function Parts() {
  const { data, error, dataUpdatedAt } = useQuery(statusQuery)
  if (error && !data) return <p role="alert">{explain(error)}</p>
  if (!data) return <Skeleton label={text('parts')} lines={4} />
  const parts: PartState[] = error
    ? [{ part: 'api', isWell: false, words: explain(error) }, ...partsOf(data).slice(1)]
    : partsOf(data)
  return (
    <section aria-labelledby="health-parts" className={page.part}>
      <h2 id="health-parts">{text('parts')}</h2>
      <ul className={styles.parts} aria-labelledby="health-parts">
        {parts.map(({ part, isWell, words }) => (
          <li key={part} data-well={isWell}>
            <strong>{text(`part_${part}`)}</strong>
            <span>{words}</span>
            <small>{text('seen', { ago: formatAgo(new Date(dataUpdatedAt).toISOString()) })}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ScheduleList() {
  const { data, error } = useQuery(schedulesQuery)
  return (
    <section aria-labelledby="health-schedules" className={page.part}>
      <h2 id="health-schedules">{text('schedules')}</h2>
      {error && <p role="alert">{text('unavailable', { why: explain(error) })}</p>}
      {!data && !error && <Skeleton label={text('schedules')} lines={3} />}
      {data && <Schedules schedules={data.items} />}
    </section>
  )
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { AuditEvent, AuditFilter } from '@throughline/contract'
import { Download, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { peopleQuery } from '../../../lib/organisation.ts'
import { explain } from '../../../lib/toasts.ts'
import { auditQuery } from '../api/audit.ts'
import { changesOf, entities, entityWords } from '../lib/audit-words.ts'
import own from './AuditTrail.module.css'

/** For administrators: who did what, from where, and what it was before and after. */
export function AuditTrail() {
  const [filter, setFilter] = useState<AuditFilter>({})
  const trail = useInfiniteQuery(auditQuery(filter))
  const people = useQuery(peopleQuery)
  const events = trail.data?.pages.flatMap(({ items }) => items) ?? []
  const choose = (name: 'personId' | 'entity', value: string) =>
    setFilter(({ [name]: _, ...rest }) => (value ? { ...rest, [name]: value } : rest))
  return (
    <div className={`${styles.page} ${own.page}`}>
      <title>Audit trail · Throughline</title>
      <h1>Audit trail</h1>
      <p className={styles.lead}>
        Every change and every sign-in. Each row is sealed by a hash that covers the rows before it.
      </p>
      <div className={styles.filters}>
        <label className={styles.choice}>
          Person
          <select value={filter.personId ?? ''} onChange={({ target }) => choose('personId', target.value)}>
            <option value="">everybody</option>
            {people.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.choice}>
          About
          <select value={filter.entity ?? ''} onChange={({ target }) => choose('entity', target.value)}>
            <option value="">everything</option>
            {entities.map((entity) => (
              <option key={entity} value={entity}>
                {entityWords[entity]}
              </option>
            ))}
          </select>
        </label>
        <a className={own.download} href="/api/v1/export?table=audit&format=csv" download>
          <Download /> Download as CSV
        </a>
      </div>
      {trail.isPending && <Skeleton label="Loading the audit trail" lines={8} />}
      {trail.error && <p role="alert">{explain(trail.error)}</p>}
      {trail.data && events.length === 0 && (
        <EmptyState icon={<ScrollText />} title="Nothing of the kind happened">
          Choose another person, or everything.
        </EmptyState>
      )}
      <ol className={own.events} aria-label="Audit trail">
        {events.map((event) => (
          <li key={event.id}>
            <EventItem event={event} />
          </li>
        ))}
      </ol>
      {trail.hasNextPage && (
        <Button isDisabled={trail.isFetchingNextPage} onPress={() => void trail.fetchNextPage()}>
          Earlier
        </Button>
      )}
    </div>
  )
}

function EventItem({ event }: { event: AuditEvent }) {
  const changes = changesOf(event)
  return (
    <details className={own.event}>
      <summary>
        <span className={own.what}>
          <strong>{event.person?.name ?? 'The service'}</strong>: {entityWords[event.entity] ?? event.entity}{' '}
          {event.change}
        </span>
        <time dateTime={event.at}>{formatMoment(event.at)}</time>
      </summary>
      <p className={own.source}>
        {event.act}
        {event.credential && ` · by ${event.credential.kind} ${event.credential.id}`}
        {event.address && ` · from ${event.address}`}
        {event.agent && ` · ${event.agent}`}
        {event.sequence === null ? ' · not sealed yet' : ` · sealed as number ${event.sequence}`}
      </p>
      {changes.length > 0 && (
        <table className={own.changes}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{before}</td>
                <td>{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

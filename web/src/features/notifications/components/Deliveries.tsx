import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type DeliveryState, deliveryState } from '@throughline/contract'
import { Mail } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatAgo } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { type DeliveryScope, deliveriesQuery, queueQuery } from '../api/deliveries.ts'
import { stateNames } from '../lib/notification-words.ts'
import { DeliveryItem } from './DeliveryItem.tsx'

/** What became of the mails that one caused. */
export function OwnDeliveries() {
  return (
    <main className={styles.page}>
      <title>Mails that you caused · Throughline</title>
      <h1>Mails that you caused</h1>
      <p className={styles.lead}>Invitations, assignments, and whatever else others are told of because of you.</p>
      <List scope="own" />
    </main>
  )
}

/** What became of all mails of the organisation. */
export function OrganisationDeliveries() {
  const queue = useQuery(queueQuery)
  return (
    <div className={styles.page}>
      <title>Mails · Throughline</title>
      <h1>Mails</h1>
      <p className={styles.lead}>
        {queue.data
          ? `${queue.data.due} to be sent${queue.data.oldestDueAt ? `, the oldest ${formatAgo(queue.data.oldestDueAt)}` : ''}; ${queue.data.open - queue.data.due - queue.data.unknown} wait for their hour; in the last seven days ${queue.data.sent} were sent and ${queue.data.failed} failed.`
          : 'What people of the organisation are told, and what became of it.'}
      </p>
      <List scope="organisation" />
    </div>
  )
}

function List({ scope }: { scope: DeliveryScope }) {
  const [state, setState] = useState<DeliveryState | undefined>()
  const deliveries = useInfiniteQuery(deliveriesQuery(scope, state))
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <div className={styles.filters}>
        <Choice
          label="State"
          all="All states"
          names={stateNames}
          values={deliveryState.options}
          value={state}
          onChange={setState}
        />
      </div>
      {deliveries.isPending && <Skeleton label="Loading the mails" lines={4} />}
      {deliveries.error && <p role="alert">{explain(deliveries.error)}</p>}
      {deliveries.data && items.length === 0 && (
        <EmptyState icon={<Mail />} title="No such mails">
          Each mail is listed here from the moment that it is to be sent.
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={styles.list} aria-label="Mails">
          {items.map((delivery) => (
            <li key={delivery.id} className={styles.tall} data-delivery={delivery.id} data-state={delivery.state}>
              <DeliveryItem delivery={delivery} mayChange={scope === 'organisation'} />
            </li>
          ))}
        </ul>
      )}
      {deliveries.hasNextPage && (
        <Button onPress={() => void deliveries.fetchNextPage()} isDisabled={deliveries.isFetchingNextPage}>
          Earlier
        </Button>
      )}
    </>
  )
}

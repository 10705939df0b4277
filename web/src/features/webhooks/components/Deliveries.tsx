import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Webhook, WebhookDelivery } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { deliveriesQuery, deliveryQuery, useReplay } from '../api/webhooks.ts'
import { attemptText, deliveryState, eventNames } from '../lib/webhook-text.ts'
import styles from './Webhooks.module.css'

/** What a webhook was sent, newest first. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const deliveries = useInfiniteQuery(deliveriesQuery(webhook.id))
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? []
  if (deliveries.isPending) return <Skeleton label="Loading the deliveries" lines={2} />
  if (deliveries.error) return <p role="alert">{explain(deliveries.error)}</p>
  if (items.length === 0) return <p className={styles.none}>Nothing has been sent yet.</p>
  return (
    <>
      <ul className={styles.deliveries} aria-label={`Deliveries of ${webhook.name}`}>
        {items.map((delivery) => (
          <li key={delivery.id}>
            <Delivery delivery={delivery} mayReplay={webhook.enabled} />
          </li>
        ))}
      </ul>
      {deliveries.hasNextPage && (
        <Button size="small" isDisabled={deliveries.isFetching} onPress={() => void deliveries.fetchNextPage()}>
          Older
        </Button>
      )}
    </>
  )
}

function Delivery({ delivery, mayReplay }: { delivery: WebhookDelivery; mayReplay: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const replay = useReplay(delivery.webhookId)
  const title = `${eventNames[delivery.eventType]}, ${formatMoment(delivery.createdAt)}`
  return (
    <>
      <div className={styles.delivery}>
        <span>
          {title}
          <span className={styles.state} data-tone={delivery.state === 'delivered' ? 'good' : undefined}>
            {deliveryState(delivery)}
          </span>
        </span>
        <Button
          size="small"
          aria-label={`Attempts at: ${title}`}
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          Attempts
        </Button>
        <Button
          size="small"
          aria-label={`Send again: ${title}`}
          isDisabled={!mayReplay || replay.isPending}
          onPress={() => replay.mutate(delivery.id)}
        >
          Send again
        </Button>
      </div>
      {isOpen && <Attempts delivery={delivery} />}
    </>
  )
}

function Attempts({ delivery }: { delivery: WebhookDelivery }) {
  const { data, error } = useQuery(deliveryQuery(delivery.webhookId, delivery.id))
  if (error) return <p role="alert">{explain(error)}</p>
  if (!data) return <Skeleton label="Loading the attempts" lines={1} />
  return (
    <div className={styles.attempts}>
      <ol aria-label="Attempts">
        {data.attemptLog.map((attempt) => (
          <li key={attempt.number}>
            {formatMoment(attempt.startedAt)}: {attemptText(attempt)}
          </li>
        ))}
      </ol>
      <code>{JSON.stringify(data.event)}</code>
    </div>
  )
}

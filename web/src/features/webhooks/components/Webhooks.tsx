import { useQuery } from '@tanstack/react-query'
import { isChat } from '@throughline/contract'
import { Webhook as WebhookIcon } from 'lucide-react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ShownOnce } from '../../../components/ShownOnce.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { useCreateWebhook, webhooksQuery } from '../api/webhooks.ts'
import { NewWebhookForm } from './NewWebhookForm.tsx'
import { WebhookItem } from './WebhookItem.tsx'
import styles from './Webhooks.module.css'

/** The programs and channels that an organisation tells of its events. Chats check no signature: they are told no secret. */
export function Webhooks() {
  const webhooks = useQuery(webhooksQuery)
  const create = useCreateWebhook()
  return (
    <div className={styles.page}>
      <title>Webhooks · Throughline</title>
      <h1>Webhooks</h1>
      <p className={styles.lead}>
        A program is told of what happens by a signed request to its address. Its secret lets it know that the request
        is ours. A channel of a chat is told in words.
      </p>
      {webhooks.isPending && <Skeleton label="Loading the webhooks" lines={3} />}
      {webhooks.error && <p role="alert">{explain(webhooks.error)}</p>}
      {webhooks.data && <NewWebhookForm isBusy={create.isPending} onCreate={create.mutate} />}
      {create.data && !isChat(create.data.format) && (
        <ShownOnce key={create.data.id} what="secret" label="Webhook secret" secret={create.data.secret} />
      )}
      {webhooks.data?.items.length === 0 && (
        <EmptyState icon={<WebhookIcon />} title="No webhooks yet">
          Webhooks that you make are listed here, with what they were sent.
        </EmptyState>
      )}
      {webhooks.data && webhooks.data.items.length > 0 && (
        <ul className={styles.list} aria-label="Webhooks">
          {webhooks.data.items.map((webhook) => (
            <li key={webhook.id}>
              <WebhookItem webhook={webhook} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

import { isChat, type Webhook } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { ShownOnce } from '../../../components/ShownOnce.tsx'
import { useDeleteWebhook, usePatchWebhook, useRotateSecret, useTestWebhook } from '../api/webhooks.ts'
import { eventNames, formatNames, webhookState } from '../lib/webhook-text.ts'
import { Deliveries } from './Deliveries.tsx'
import styles from './Webhooks.module.css'

export function WebhookItem({ webhook }: { webhook: Webhook }) {
  const { id, name, url, format, eventTypes, projectIds, enabled } = webhook
  const [isOpen, setOpen] = useState(false)
  const [asks, setAsks] = useState<'delete' | 'secret' | null>(null)
  const patch = usePatchWebhook(id)
  const remove = useDeleteWebhook(id)
  const rotate = useRotateSecret(id)
  const test = useTestWebhook(id)
  const sendTest = () => test.mutate(undefined, { onSuccess: () => setOpen(true) })
  return (
    <article className={styles.item} aria-label={name}>
      <div className={styles.facts}>
        <strong>{name}</strong>
        <code>{url}</code>
        <span>
          {isChat(format) && `${formatNames[format]}: `}
          {eventTypes.map((type) => eventNames[type]).join(' · ')}
          {projectIds && ` · of ${projectIds.length === 1 ? 'one project' : `${projectIds.length} projects`}`}
        </span>
        <span className={styles.state} data-tone={enabled && !webhook.failingSince ? 'good' : 'bad'}>
          {webhookState(webhook)}
        </span>
      </div>
      <div className={styles.acts}>
        <Button size="small" isDisabled={!enabled || test.isPending} onPress={sendTest}>
          Send a test
        </Button>
        <Button size="small" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          Deliveries
        </Button>
        <Button size="small" isDisabled={patch.isPending} onPress={() => patch.mutate({ enabled: !enabled })}>
          {enabled ? 'Switch off' : 'Switch on'}
        </Button>
        {!isChat(format) && (
          <Button size="small" onPress={() => setAsks('secret')}>
            New secret
          </Button>
        )}
        <Button size="small" look="danger" onPress={() => setAsks('delete')}>
          Delete
        </Button>
      </div>
      {rotate.data && <ShownOnce what="secret" label="Webhook secret" secret={rotate.data.secret} />}
      {isOpen && <Deliveries webhook={webhook} />}
      <ConfirmDialog
        title={`Delete ${name}?`}
        action="Delete"
        isOpen={asks === 'delete'}
        onClose={() => setAsks(null)}
        onConfirm={() => remove.mutate()}
      >
        What waits is given up, and the log of its deliveries goes with it.
      </ConfirmDialog>
      <ConfirmDialog
        title={`A new secret for ${name}?`}
        action="Make it"
        isOpen={asks === 'secret'}
        onClose={() => setAsks(null)}
        onConfirm={() => rotate.mutate()}
      >
        For 24 hours requests are signed with both. Then the one before is of no use any more.
      </ConfirmDialog>
    </article>
  )
}

import { type Delivery, notificationKinds } from '@throughline/contract'
import { Button } from '../../../components/Button.tsx'
import styles from '../../../components/Page.module.css'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { useSteer } from '../api/deliveries.ts'
import { stateHints, stateNames, waitNames } from '../lib/notification-words.ts'

interface DeliveryItemProps {
  delivery: Delivery
  mayChange: boolean
}

/** The receipt of one mail. */
export function DeliveryItem({ delivery, mayChange }: DeliveryItemProps) {
  const { kind, at, recipient, actor, reply, workflowUrl, unanswered } = delivery
  return (
    <>
      <div>
        <strong>{notificationKinds[kind].title}</strong> to {recipient.name || recipient.address || 'somebody invited'}
        <span>
          {stateText(delivery)} ·{' '}
          <time dateTime={at} title={formatMoment(at)}>
            {formatAgo(at)}
          </time>
          {actor && ` · because of ${actor.name}`}
          {workflowUrl && (
            <>
              {' · '}
              <a href={workflowUrl} target="_blank" rel="noreferrer">
                in Temporal
              </a>
            </>
          )}
        </span>
        {reply && <span>{reply}</span>}
        {unanswered > 0 && (
          <span>The server’s answer was lost {unanswered === 1 ? 'once' : `${unanswered} times`}.</span>
        )}
      </div>
      {mayChange && <Acts delivery={delivery} />}
    </>
  )
}

function stateText({ state, attempts, waitsFor, waitsUntil, endedAt, carriedBy }: Delivery): string {
  const name = stateNames[state]
  if (state === 'pending' && waitsFor)
    return `${name} ${waitNames[waitsFor]}${waitsUntil ? `, until ${formatMoment(waitsUntil)}` : ''}`
  if (state === 'sending') return `${name}, attempt ${attempts}`
  const hint = stateHints[state]
  const when = endedAt ? `, ${formatMoment(endedAt)}` : ''
  return `${name}${carriedBy ? ' with others' : ''}${when}${hint ? ` (${hint})` : ''}`
}

function Acts({ delivery: { id, state, recipient } }: { delivery: Delivery }) {
  const { mutate, isPending } = useSteer(id)
  const isOpen = state === 'pending' || state === 'sending' || state === 'unknown'
  const isSent = state === 'sent' || state === 'not-wanted'
  if (isSent) return null
  const whom = recipient.name || recipient.address || 'somebody'
  return (
    <div className={styles.acts}>
      <Button
        size="small"
        isDisabled={isPending}
        aria-label={`${state === 'pending' ? 'Send now' : 'Send again'}: to ${whom}`}
        onPress={() => mutate('sendDeliveryAgain')}
      >
        {state === 'pending' ? 'Send now' : 'Send again'}
      </Button>
      {isOpen && (
        <Button
          size="small"
          look="danger"
          isDisabled={isPending}
          aria-label={`Cancel: to ${whom}`}
          onPress={() => mutate('cancelDelivery')}
        >
          Cancel
        </Button>
      )}
    </div>
  )
}

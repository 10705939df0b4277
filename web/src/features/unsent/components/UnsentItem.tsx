import { type OutboxEntry, RequestError } from '@throughline/client'
import { Button } from '../../../components/Button.tsx'
import { formatAgo } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { text } from '../lib/text.ts'
import styles from './UnsentChanges.module.css'

interface UnsentItemProps {
  entry: OutboxEntry
  isSending: boolean
  onOpenProject: () => void
  onDrop: () => void
}

export function UnsentItem({ entry: { input, madeAt, refusal }, isSending, onOpenProject, onDrop }: UnsentItemProps) {
  const error = refusal && new RequestError(refusal)
  const state = error ? explain(error) : text(isSending ? 'stateSending' : 'stateWaiting')
  return (
    <li className={styles.item}>
      <p className={styles.summary}>{input.summary}</p>
      <p className={styles.state} data-tone={error ? 'danger' : undefined}>
        {state} · {text('made', { ago: formatAgo(new Date(madeAt).toISOString()) })}
      </p>
      <div className={styles.actions}>
        <Button look="quiet" size="small" onPress={onOpenProject}>
          {text(error?.type === 'field-conflict' ? 'resolve' : 'open')}
        </Button>
        <Button look="quiet" size="small" onPress={onDrop}>
          {text('drop')}
        </Button>
      </div>
    </li>
  )
}

import type { OutboxEntry } from '@throughline/client'
import { CloudUpload } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { useOutbox } from '../../../lib/outbox.ts'
import { useStore } from '../../../lib/use-store.ts'
import { useLate } from '../hooks/use-late.ts'
import { useSending } from '../hooks/use-sending.ts'
import { text } from '../lib/text.ts'
import styles from './UnsentChanges.module.css'
import { UnsentItem } from './UnsentItem.tsx'

interface UnsentChangesProps {
  onOpenProject: (projectId: string) => void
}

/** What has not reached the service, for as long as there is something: how much, what, why, and what can be done. */
export function UnsentChanges({ onOpenProject }: UnsentChangesProps) {
  const outbox = useOutbox()
  const snapshot = useStore(outbox)
  const late = useLate(snapshot)
  const [dropped, setDropped] = useState<OutboxEntry | null>(null)
  useSending(outbox)
  const refusedCount = late.filter(({ refusal }) => refusal !== null).length
  const waitingCount = late.length - refusedCount
  return (
    <>
      <span role="status" aria-label={text('title')} className={styles.status}>
        {late.length > 0 && (
          <DialogTrigger>
            <Button size="small" icon={<CloudUpload />}>
              <span data-tone={refusedCount > 0 ? 'danger' : undefined} className={styles.words}>
                {refusedCount > 0 ? text('refused', { count: refusedCount }) : text('waiting', { count: waitingCount })}
              </span>
            </Button>
            <Popover placement="bottom end" className={styles.popover ?? ''}>
              <Dialog className={styles.dialog ?? ''}>
                <Heading slot="title" className={styles.title ?? ''}>
                  {text('title')}
                </Heading>
                <p className={styles.note}>{text(noteOf(snapshot))}</p>
                <ul className={styles.list}>
                  {late.map((entry) => (
                    <UnsentItem
                      key={entry.key}
                      entry={entry}
                      isSending={snapshot.state === 'sending'}
                      onOpenProject={() => onOpenProject(entry.projectId)}
                      onDrop={() => setDropped(entry)}
                    />
                  ))}
                </ul>
                {waitingCount > 0 && (
                  <Button size="small" onPress={() => outbox.retry()}>
                    {text('retry')}
                  </Button>
                )}
              </Dialog>
            </Popover>
          </DialogTrigger>
        )}
      </span>
      <ConfirmDialog
        title={text('dropTitle')}
        action={text('drop')}
        isOpen={dropped !== null}
        onClose={() => setDropped(null)}
        onConfirm={() => dropped && void outbox.drop(dropped.key)}
      >
        {text('dropText', { summary: dropped?.input.summary ?? '' })}
      </ConfirmDialog>
    </>
  )
}

function noteOf({ state, isUnkept }: { state: string; isUnkept: boolean }): 'kept' | 'unkept' | 'signedOut' {
  if (isUnkept) return 'unkept'
  return state === 'signed-out' ? 'signedOut' : 'kept'
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BellOff } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { inboxQuery, useMark } from '../api/inbox.ts'
import { InboxItem } from './InboxItem.tsx'

/** What one was told, the newest first. */
export function Inbox() {
  const [onlyUnread, setOnlyUnread] = useState(false)
  const inbox = useInfiniteQuery(inboxQuery(onlyUnread))
  const mark = useMark()
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? []
  const unread = inbox.data?.pages[0]?.unread ?? 0
  return (
    <main className={styles.page}>
      <title>Inbox · Throughline</title>
      <h1>Inbox</h1>
      <p className={styles.lead}>
        What you were told. <Link to="/notifications">Choose of what you are told</Link>, or see{' '}
        <Link to="/deliveries">what became of the mails that you caused</Link>.
      </p>
      <div className={styles.filters}>
        <label>
          <input type="checkbox" checked={onlyUnread} onChange={({ target }) => setOnlyUnread(target.checked)} /> Only
          what I have not read
        </label>
        <Button size="small" isDisabled={unread === 0} onPress={() => mark.mutate({ isRead: true })}>
          Mark all as read
        </Button>
      </div>
      {inbox.isPending && <Skeleton label="Loading the inbox" lines={4} />}
      {inbox.error && <p role="alert">{explain(inbox.error)}</p>}
      {inbox.data && items.length === 0 && (
        <EmptyState icon={<BellOff />} title={onlyUnread ? 'All is read' : 'Nothing yet'}>
          When somebody assigns a task to you, or an import of yours ends, you are told here.
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={styles.list} aria-label="Inbox">
          {items.map((item) => (
            <InboxItem key={item.id} item={item} onMark={(isRead) => mark.mutate({ ids: [item.id], isRead })} />
          ))}
        </ul>
      )}
      {inbox.hasNextPage && (
        <Button onPress={() => void inbox.fetchNextPage()} isDisabled={inbox.isFetchingNextPage}>
          Earlier
        </Button>
      )}
    </main>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { IconButton } from '../../../components/IconButton.tsx'
import { unreadQuery, useLiveInbox } from '../api/inbox.ts'
import styles from './InboxButton.module.css'

const most = 99

/** From any page to the inbox; it shows how many are unread. */
export function InboxButton({ onOpen }: { onOpen: () => void }) {
  useLiveInbox()
  const { data: unread = 0 } = useQuery(unreadQuery)
  return (
    <div className={styles.inbox}>
      <IconButton label={unread === 0 ? 'Inbox' : `Inbox, ${unread} unread`} icon={<Bell />} onPress={onOpen} />
      {unread > 0 && (
        <span className={styles.count} aria-hidden="true">
          {unread > most ? `${most}+` : unread}
        </span>
      )}
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import type { Notification } from '@throughline/contract'
import { Circle, CircleCheck } from 'lucide-react'
import { IconButton } from '../../../components/IconButton.tsx'
import page from '../../../components/Page.module.css'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { wordsOf } from '../lib/inbox-words.ts'
import styles from './InboxItem.module.css'

interface InboxItemProps {
  item: Notification
  onMark: (isRead: boolean) => void
}

/** Who follows it has read it. */
export function InboxItem({ item, onMark }: InboxItemProps) {
  const { at, readAt, path, project } = item
  const isRead = readAt !== null
  return (
    <li className={page.tall} data-read={isRead}>
      <div>
        <Link to={path} className={isRead ? styles.read : styles.unread} onClick={() => isRead || onMark(true)}>
          {wordsOf(item)}
        </Link>
        <span>
          {project && `${project.name} · `}
          <time dateTime={at} title={formatMoment(at)}>
            {formatAgo(at)}
          </time>
        </span>
      </div>
      <IconButton
        label={isRead ? 'Mark as not read' : 'Mark as read'}
        icon={isRead ? <CircleCheck /> : <Circle />}
        onPress={() => onMark(!isRead)}
      />
    </li>
  )
}

import { MessageSquare } from 'lucide-react'
import styles from './CommentMark.module.css'

interface CommentMarkProps {
  name: string
  count: number
  onOpen: () => void
}

/** That a task has comments, and how many; opens them. */
export function CommentMark({ name, count, onOpen }: CommentMarkProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.mark}
      aria-label={`${count === 1 ? '1 comment' : `${count} comments`} on ${name}`}
      onClick={(event) => {
        event.stopPropagation()
        onOpen()
      }}
    >
      <MessageSquare /> {count}
    </button>
  )
}

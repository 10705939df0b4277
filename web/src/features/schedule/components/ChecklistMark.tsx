import { ListChecks } from 'lucide-react'
import styles from './CommentMark.module.css'

interface ChecklistMarkProps {
  name: string
  /** "3/5". */
  progress: string
  onOpen: () => void
}

/** How much of the checklist of a task is done; opens it. */
export function ChecklistMark({ name, progress, onOpen }: ChecklistMarkProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.mark}
      aria-label={`Checklist of ${name}: ${progress.replace('/', ' of ')} done`}
      onClick={(event) => {
        event.stopPropagation()
        onOpen()
      }}
    >
      <ListChecks /> {progress}
    </button>
  )
}

import { type KeyboardEvent, useState } from 'react'
import type { TaskPanelProps } from '../../../lib/task-panel.ts'
import { text } from '../lib/text.ts'
import styles from './TaskTitle.module.css'

interface TaskTitleProps extends Pick<TaskPanelProps, 'task' | 'editOf' | 'onEdit'> {
  mayChange: boolean
}

/** The name of a task, which is changed where it stands. */
export function TaskTitle({ task, editOf, onEdit, mayChange }: TaskTitleProps) {
  const [typed, setTyped] = useState<string | null>(null)
  if (!mayChange) return <h2 className={styles.title}>{task.name}</h2>

  function save(): void {
    if (typed !== null && typed !== task.name) onEdit(editOf(task, 'name', typed))
    setTyped(null)
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key === 'Enter') {
      event.preventDefault()
      save()
    }
    if (event.key !== 'Escape' || typed === null) return
    event.stopPropagation()
    setTyped(null)
  }

  return (
    <>
      <h2 className={styles.unseen}>{task.name}</h2>
      <textarea
        className={`${styles.title} ${styles.editable}`}
        aria-label={text('name')}
        rows={1}
        maxLength={500}
        value={typed ?? task.name}
        onChange={({ target }) => setTyped(target.value.replace(/\n/g, ' '))}
        onBlur={save}
        onKeyDown={press}
      />
    </>
  )
}

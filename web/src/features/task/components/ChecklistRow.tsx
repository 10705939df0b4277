import type { ChecklistItem, Task } from '@throughline/contract'
import { GripVertical, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../../components/IconButton.tsx'
import type { EditOutcome } from '../../../lib/edit.ts'
import { removeItem, reword, tick } from '../lib/checklist-edits.ts'
import { text } from '../lib/text.ts'
import styles from './Checklist.module.css'
import { TextControl } from './TextControl.tsx'

interface ChecklistRowProps {
  task: Task
  item: ChecklistItem
  mayChange: boolean
  mayTick: boolean
  isDragged: boolean
  onEdit: (outcome: EditOutcome) => void
  /** By so many places. */
  onMove: (by: number) => void
  onDrag: (isDragged: boolean) => void
  /** Another one was dropped here. */
  onDragOver: () => void
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }

export function ChecklistRow(props: ChecklistRowProps) {
  const { task, item, mayChange, mayTick, isDragged, onEdit, onMove, onDrag, onDragOver } = props

  function press(event: KeyboardEvent): void {
    const by = event.altKey ? steps[event.key] : undefined
    if (by === undefined || !mayChange) return
    event.preventDefault()
    onMove(by)
  }

  return (
    <li
      className={styles.item}
      data-item={item.id}
      data-done={item.isDone || undefined}
      data-dragged={isDragged || undefined}
      onKeyDown={press}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        onDragOver()
      }}
    >
      {mayChange && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Alt and the arrows do the same
        <span
          className={styles.grip}
          title={text('dragItem')}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData('text/plain', item.text)
            event.dataTransfer.effectAllowed = 'move'
            onDrag(true)
          }}
          onDragEnd={() => onDrag(false)}
        >
          <GripVertical aria-hidden="true" />
        </span>
      )}
      <input
        type="checkbox"
        className={styles.box}
        aria-label={item.text}
        checked={item.isDone}
        disabled={!mayTick}
        onChange={({ target }) => onEdit(tick(task, item, target.checked))}
      />
      {mayChange ? (
        <TextControl
          className={styles.text}
          label={text('itemText', { name: item.text })}
          value={item.text}
          outcomeOf={(typed) => reword(task, item, typed)}
          onEdit={onEdit}
        />
      ) : (
        <span className={styles.text}>{item.text}</span>
      )}
      {mayChange && (
        <IconButton
          label={text('removeItem', { name: item.text })}
          icon={<X />}
          onPress={() => onEdit(removeItem(task, item))}
        />
      )}
    </li>
  )
}

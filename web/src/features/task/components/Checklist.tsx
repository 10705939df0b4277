import type { ChecklistItem, Plan, Task } from '@throughline/contract'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { EditOutcome } from '../../../lib/edit.ts'
import { addItems, checklistOf, moveItem } from '../lib/checklist-edits.ts'
import { text } from '../lib/text.ts'
import styles from './Checklist.module.css'
import { ChecklistRow } from './ChecklistRow.tsx'
import { Section } from './Section.tsx'

interface ChecklistProps {
  plan: Plan
  task: Task
  mayChange: boolean
  mayTick: boolean
  onEdit: (outcome: EditOutcome) => void
}

/** Things to be done for a task that are too small to be planned: ticked, and put in order by dragging or Alt and arrows. */
export function Checklist({ plan, task, mayChange, mayTick, onEdit }: ChecklistProps) {
  const items = checklistOf(plan.checklistItems, task.id)
  const [dragged, setDragged] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const done = items.filter(({ isDone }) => isDone).length
  if (items.length === 0 && !mayChange) return null

  function move(item: ChecklistItem, to: number): void {
    onEdit(moveItem(task, items, item.id, to))
    // Its row is another element's neighbour now: the focus goes along.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-item="${item.id}"] input`)?.focus())
  }

  return (
    <Section
      title={text('checklist')}
      aside={
        items.length > 0 && (
          <span className={styles.progress}>
            <progress max={items.length} value={done} aria-label={text('checklistProgress')} />
            {done}/{items.length}
          </span>
        )
      }
    >
      <ul ref={list} className={styles.items} aria-label={text('checklistOf', { name: task.name })}>
        {items.map((item, at) => (
          <ChecklistRow
            key={item.id}
            task={task}
            item={item}
            mayChange={mayChange}
            mayTick={mayTick}
            isDragged={dragged === item.id}
            onEdit={onEdit}
            onMove={(by) => move(item, at + by)}
            onDrag={(isDragged) => setDragged(isDragged ? item.id : null)}
            onDragOver={() => dragged !== null && dragged !== item.id && onEdit(moveItem(task, items, dragged, at))}
          />
        ))}
      </ul>
      {mayChange && <NewItem onAdd={(typed) => onEdit(addItems(task, items, typed))} />}
    </Section>
  )
}

function NewItem({ onAdd }: { onAdd: (typed: string) => void }) {
  const [typed, setTyped] = useState('')
  const add = (what: string) => {
    onAdd(what)
    setTyped('')
  }
  return (
    <div className={styles.add}>
      <Plus aria-hidden="true" />
      <input
        className={styles.input}
        aria-label={text('addItem')}
        placeholder={text('addItem')}
        maxLength={500}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') add(typed)
          if (event.key !== 'Escape' || typed === '') return
          event.stopPropagation()
          setTyped('')
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain')
          if (!pasted.trim().includes('\n')) return
          event.preventDefault()
          add(`${typed}${pasted}`)
        }}
      />
    </div>
  )
}

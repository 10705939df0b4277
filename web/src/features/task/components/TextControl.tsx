import { type KeyboardEvent, useId, useState } from 'react'
import type { EditOutcome } from '../../../lib/edit.ts'
import styles from './Controls.module.css'

export interface TextControlProps {
  /** What it is called by screen readers; the words beside it are of its place. */
  label: string
  value: string
  outcomeOf: (text: string) => EditOutcome
  onEdit: (outcome: EditOutcome) => void
  type?: 'text' | 'date'
  placeholder?: string
  className?: string | undefined
}

/** A value that is changed by text, as the cells of the table: Enter or leaving it saves, Esc gives it up. */
export function TextControl(props: TextControlProps) {
  const { label, value, outcomeOf, onEdit, type = 'text', placeholder, className } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const problemId = useId()

  function end(next: string | null, wrong: string | null = null): void {
    setTyped(next)
    setProblem(wrong)
  }

  function save(): void {
    if (typed === null) return
    const outcome = typed === value ? null : outcomeOf(typed)
    const isRefused = typeof outcome === 'string'
    if (!isRefused) onEdit(outcome)
    end(isRefused ? typed : null, isRefused ? outcome : null)
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter') save()
    if (event.key !== 'Escape' || typed === null) return
    event.stopPropagation()
    end(null)
  }

  return (
    <span className={`${styles.control} ${className ?? ''}`}>
      <input
        className={styles.input}
        aria-label={label}
        type={type}
        value={typed ?? value}
        placeholder={placeholder}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={save}
        onKeyDown={press}
      />
      {problem !== null && (
        <span id={problemId} role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </span>
  )
}

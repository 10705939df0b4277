import type { DateField } from '@throughline/contract'
import { CircleQuestionMark } from 'lucide-react'
import type { OutlineEntry } from '../lib/outline.ts'
import styles from './WhyButton.module.css'

interface WhyButtonProps {
  entry: OutlineEntry
  field: DateField
  onWhy: (entry: OutlineEntry, field: DateField) => void
}

/** Asks why a date is what it is; the key `?` on the cell does the same. */
export function WhyButton({ entry, field, onWhy }: WhyButtonProps) {
  const date = field === 'start' ? entry.task.earlyStart : entry.task.earlyFinish
  if (!date) return null
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.why}
      aria-label={`Why this ${field} of ${entry.task.name}?`}
      title="Why? (key ?)"
      onClick={(event) => {
        event.stopPropagation()
        onWhy(entry, field)
      }}
    >
      <CircleQuestionMark />
    </button>
  )
}

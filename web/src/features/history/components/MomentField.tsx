import { useId } from 'react'
import styles from './HistoryView.module.css'

interface MomentFieldProps {
  /** With the moment chosen, in UTC. */
  onChoose: (instant: string) => void
}

/** A moment in the reader's own zone, to see the plan of then. */
export function MomentField({ onChoose }: MomentFieldProps) {
  const id = useId()
  return (
    <span className={styles.moment}>
      <label htmlFor={id}>or at</label>
      <input
        id={id}
        type="datetime-local"
        aria-label="Plan at a moment"
        onChange={({ target }) => {
          const moment = new Date(target.value)
          if (!Number.isNaN(moment.getTime())) onChoose(moment.toISOString())
        }}
      />
    </span>
  )
}

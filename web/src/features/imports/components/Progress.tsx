import { ProgressBar } from 'react-aria-components'
import styles from './Progress.module.css'

export type Tone = 'busy' | 'still' | 'good' | 'bad'

interface ProgressProps {
  label: string
  /** 0 to 1. */
  share: number
  tone?: Tone
  /** What is said of it in place of the percentage. */
  text?: string
}

export function Progress({ label, share, tone = 'busy', text }: ProgressProps) {
  return (
    <ProgressBar
      aria-label={label}
      value={share * 100}
      className={styles.bar ?? ''}
      data-tone={tone}
      {...(text ? { valueLabel: text } : {})}
    >
      <div style={{ width: `${share * 100}%` }} />
    </ProgressBar>
  )
}

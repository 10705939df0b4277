import type { ChainStep } from '@throughline/contract'
import { formatDay, formatWallTime } from '../../../lib/dates.ts'
import { useProjectLengths } from '../../../lib/plan-context.tsx'
import { driverWords } from '../lib/driver-words.ts'
import styles from './WhyPanel.module.css'

interface WhyChainProps {
  label: string
  steps: readonly ChainStep[]
  onTask: (id: string) => void
}

/** A driving chain, from the date that was asked about back to its cause. */
export function WhyChain({ label, steps, onTask }: WhyChainProps) {
  const lengths = useProjectLengths()
  return (
    <ol className={styles.chain} aria-label={label}>
      {steps.map((step) => (
        <li key={`${step.taskId} ${step.field}`}>
          <p className={styles.step}>
            <button type="button" className={styles.task} onClick={() => onTask(step.taskId)}>
              {step.taskName}
            </button>
            <span title={formatWallTime(step.at)}>
              {step.before && step.before !== step.at && <s>{formatDay(step.before)}</s>}{' '}
              {step.field === 'start' ? 'starts' : 'finishes'} {formatDay(step.at)}
            </span>
          </p>
          <p className={styles.because}>{driverWords(step, lengths)}</p>
        </li>
      ))}
    </ol>
  )
}

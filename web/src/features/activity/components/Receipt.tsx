import type { Receipt as ReceiptValue, Run } from '@throughline/contract'
import { Check, CircleAlert, ExternalLink, LoaderCircle } from 'lucide-react'
import { formatMilliseconds } from '../../../lib/dates.ts'
import styles from './Activity.module.css'

interface ReceiptProps {
  receipt: ReceiptValue
  run: Run | undefined
}

/** Whether the dates cover a change, and the run that made them do so. */
export function Receipt({ receipt, run }: ReceiptProps) {
  return (
    <>
      <State receipt={receipt} />
      {run?.temporalUrl && (
        <a href={run.temporalUrl} target="_blank" rel="noreferrer" aria-label="Run in Temporal">
          run <ExternalLink />
        </a>
      )}
    </>
  )
}

function State({ receipt }: Pick<ReceiptProps, 'receipt'>) {
  switch (receipt.state) {
    case 'not-needed':
      return <span>no dates to compute</span>
    case 'queued':
      return (
        <span className={styles.queued}>
          <LoaderCircle /> queued
        </span>
      )
    case 'running':
      return (
        <span className={styles.queued}>
          <LoaderCircle /> being computed
        </span>
      )
    case 'failed':
      return (
        <span className={styles.failed}>
          <CircleAlert /> not computed
        </span>
      )
    case 'covered':
      return (
        <span className={styles.covered}>
          <Check /> covered
          {receipt.afterMilliseconds !== null && ` after ${formatMilliseconds(receipt.afterMilliseconds)}`}
        </span>
      )
  }
}

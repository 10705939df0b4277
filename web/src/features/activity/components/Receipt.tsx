import type { Receipt as ReceiptValue, Run } from '@throughline/contract'
import { Check, CircleAlert, CirclePause, Clock, ExternalLink, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { receiptText } from '../lib/receipts.ts'
import styles from './Activity.module.css'

interface ReceiptProps {
  receipt: ReceiptValue
  run: Run | undefined
}

const looks: Record<ReceiptValue['state'], { icon: ReactNode; className: string | undefined }> = {
  'not-needed': { icon: null, className: undefined },
  queued: { icon: <Clock />, className: styles.queued },
  running: { icon: <LoaderCircle />, className: styles.running },
  paused: { icon: <CirclePause />, className: styles.queued },
  cancelled: { icon: <CirclePause />, className: styles.queued },
  failed: { icon: <CircleAlert />, className: styles.failed },
  covered: { icon: <Check />, className: styles.covered },
}

/** Whether the dates cover a change, and the run that made them do so. */
export function Receipt({ receipt, run }: ReceiptProps) {
  const { icon, className } = looks[receipt.state]
  return (
    <>
      <span className={className} data-receipt={receipt.state}>
        {icon} {receiptText(receipt)}
      </span>
      {run?.temporalUrl && (
        <a href={run.temporalUrl} target="_blank" rel="noreferrer" aria-label="Run in Temporal">
          in Temporal <ExternalLink />
        </a>
      )}
    </>
  )
}

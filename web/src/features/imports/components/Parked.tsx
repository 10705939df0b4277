import type { ImportJob } from '@throughline/contract'
import { type RefObject, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { ParkedRows } from './ParkedRows.tsx'
import styles from './Review.module.css'
import writing from './Writing.module.css'

interface ParkedProps {
  job: ImportJob
  scroller: RefObject<HTMLElement | null>
  onFinish: () => void
}

/** The rows that are left once all others are written: to be fixed one by one, or left out. */
export function Parked({ job, scroller, onFinish }: ParkedProps) {
  const [isAsking, setAsking] = useState(false)
  return (
    <section className={styles.page} aria-label="Rows that cannot be taken">
      <div className={writing.actions}>
        <p className={writing.hint}>
          Open a row to see what the file says, and fix it. It is written then, with the rows that wait for it.
          {job.expiresAt && ` On ${formatMoment(job.expiresAt)} the import ends without those that are left.`}
        </p>
        <Button isDisabled={job.cancelRequested !== null} onPress={() => setAsking(true)}>
          Finish without them
        </Button>
      </div>
      <ParkedRows importId={job.id} scroller={scroller} />
      <ConfirmDialog
        title="Finish without these rows"
        action="Finish without them"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={onFinish}
      >
        What is written stays. The rows that could not be taken are left out.
      </ConfirmDialog>
    </section>
  )
}

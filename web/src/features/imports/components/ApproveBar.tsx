import type { ImportJob } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { useCancelImport, useImportAct } from '../api/use-import-acts.ts'
import styles from './ImportPage.module.css'

interface ApproveBarProps {
  job: ImportJob
}

export function ApproveBar({ job }: ApproveBarProps) {
  const [isAsking, setAsking] = useState(false)
  const act = useImportAct(job.id)
  const cancel = useCancelImport(job.id)
  const isBusy = act.isPending || cancel.isPending || job.cancelRequested !== null
  const rows = job.rowsTotal ?? 0
  return (
    <div className={styles.bar}>
      <p>
        Nothing is written yet.
        {job.expiresAt && ` Without an answer the file is given up on ${formatMoment(job.expiresAt)}.`}
      </p>
      <Button isDisabled={isBusy} onPress={() => setAsking(true)}>
        Discard
      </Button>
      <Button look="primary" isDisabled={isBusy || rows === 0} onPress={() => act.mutate('approveImport')}>
        Import {rows.toLocaleString('en')} {rows === 1 ? 'row' : 'rows'}
      </Button>
      <ConfirmDialog
        title="Discard this import"
        action="Discard"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => cancel.mutate('roll-back')}
      >
        “{job.fileName}” and your choices are forgotten. The plan stays as it is.
      </ConfirmDialog>
    </div>
  )
}

import type { ImportJob } from '@throughline/contract'
import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Modal } from '../../../components/Modal.tsx'
import { rowsText } from '../lib/phases.ts'
import styles from './Writing.module.css'

interface CancelDialogProps {
  job: ImportJob
  isOpen: boolean
  onClose: () => void
  onCancel: (written: 'keep' | 'roll-back') => void
}

/** Asks what becomes of the rows that are written when an import is cancelled. */
export function CancelDialog({ job, isOpen, onClose, onCancel }: CancelDialogProps) {
  const hasWritten = job.rowsDone > 0 && job.state !== 'parsing'
  const end = (written: 'keep' | 'roll-back') => () => {
    onCancel(written)
    onClose()
  }
  return (
    <Modal title="Cancel this import" isOpen={isOpen} onClose={onClose} role="alertdialog">
      <p className={dialog.text}>
        {hasWritten ? `So far ${rowsText(job)} are in. What is to become of them?` : 'Nothing is written yet.'}
      </p>
      <div className={styles.choices}>
        <Button onPress={onClose} autoFocus>
          Go on importing
        </Button>
        {hasWritten && <Button onPress={end('keep')}>Keep what is in</Button>}
        <Button look="danger" onPress={end('roll-back')}>
          {hasWritten ? 'Roll back all' : 'Cancel import'}
        </Button>
      </div>
    </Modal>
  )
}

import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Modal } from '../../../components/Modal.tsx'
import type { Changes } from '../hooks/use-changes.ts'

interface LostTaskDialogProps {
  changes: Changes
}

/** Someone deleted a task while it was edited here: shall it come back? */
export function LostTaskDialog({ changes: { lost, setLost, restore } }: LostTaskDialogProps) {
  return (
    <Modal
      title="The task was deleted meanwhile"
      role="alertdialog"
      isOpen={lost !== null}
      onClose={() => setLost(null)}
    >
      <p className={dialog.text}>
        Someone deleted the task while you edited it.
        {lost?.edit && ` Your change waits: ${lost.edit.summary}.`}
      </p>
      <div className={dialog.actions}>
        <Button onPress={() => setLost(null)}>Leave it deleted</Button>
        <Button look="primary" onPress={restore}>
          {lost?.edit ? 'Restore it and keep mine' : 'Restore it'}
        </Button>
      </div>
    </Modal>
  )
}

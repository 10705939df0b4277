import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Modal } from '../../../components/Modal.tsx'
import { fieldText, fieldTitle } from '../../../lib/fields.ts'
import type { Changes } from '../hooks/use-changes.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import styles from './ConflictDialog.module.css'

interface ConflictDialogProps {
  changes: Changes
  index: PlanIndex
}

/** Two people set the same field: whose value stands? */
export function ConflictDialog({ changes: { conflict, keepMine, takeTheirs }, index }: ConflictDialogProps) {
  return (
    <Modal
      title="Someone changed this at the same time"
      role="alertdialog"
      isOpen={conflict !== null}
      onClose={takeTheirs}
    >
      <table className={styles.values}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Yours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {conflict?.fields.map((field) => (
            <tr key={`${field.id} ${field.field}`}>
              <th scope="row">
                {fieldTitle(field.field)}
                <span>{index.entryById.get(field.id)?.task.name}</span>
              </th>
              <td>{fieldText(field.field, field.yours)}</td>
              <td>{fieldText(field.field, field.theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={dialog.actions}>
        <Button onPress={keepMine}>Keep mine</Button>
        <Button look="primary" onPress={takeTheirs}>
          Take theirs
        </Button>
      </div>
    </Modal>
  )
}

import type { FieldConflict } from '@throughline/contract'
import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Modal } from '../../../components/Modal.tsx'
import { formatWallTime } from '../../../lib/dates.ts'
import type { Changes } from '../hooks/use-changes.ts'
import { formatDuration } from '../lib/duration.ts'
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
                {titleOf(field.field)}
                <span>{index.entryById.get(field.id)?.task.name}</span>
              </th>
              <td>{shownValue(field, field.yours)}</td>
              <td>{shownValue(field, field.theirs)}</td>
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

const titles: Record<string, string> = {
  durationMinutes: 'Duration',
  lagMinutes: 'Lag',
  constraintAt: 'Not before',
  parentId: 'Place',
  percentComplete: 'Complete',
}

const titleOf = (field: string): string => titles[field] ?? `${field[0]?.toUpperCase()}${field.slice(1)}`

function shownValue({ field }: FieldConflict, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (field.endsWith('Minutes') && typeof value === 'number') return formatDuration(value)
  if (field.endsWith('At') && typeof value === 'string') return formatWallTime(value)
  return String(value)
}

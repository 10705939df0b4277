import type { ImportKept, RevertAnswer } from '@throughline/contract'
import { keptWhat, keptWhy } from '../lib/kept.ts'
import { Button } from './Button.tsx'
import dialog from './ConfirmDialog.module.css'
import styles from './KeptRows.module.css'
import { Modal } from './Modal.tsx'

interface KeptRowsProps {
  answer: Pick<RevertAnswer, keyof ImportKept> | null
  onClose: () => void
}

const shown = 100

/** The rows that an undo left alone, since someone changed them after the act. */
export function KeptRows({ answer, onClose }: KeptRowsProps) {
  return (
    <Modal title="Some rows were kept as they are" isOpen={answer !== null} onClose={onClose}>
      <p className={dialog.text}>{answer?.summary}. These were changed after that, so they stay:</p>
      <div className={styles.scroller}>
        <table className={styles.rows} aria-label="Rows that were kept">
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Kept</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {answer?.kept.slice(0, shown).map((row) => (
              <tr key={`${row.entity} ${row.id}`}>
                <th scope="row">
                  {row.name || row.entity}
                  <span>{row.entity}</span>
                </th>
                <td>{keptWhat(row)}</td>
                <td>{keptWhy(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {answer && answer.keptCount > shown && (
        <p className={dialog.text}>and {(answer.keptCount - shown).toLocaleString('en')} more</p>
      )}
      <div className={dialog.actions}>
        <Button look="primary" onPress={onClose} autoFocus>
          Close
        </Button>
      </div>
    </Modal>
  )
}

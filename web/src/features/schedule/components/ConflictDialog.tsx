import type { FieldConflict } from '@throughline/contract'
import { useEffect, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Modal } from '../../../components/Modal.tsx'
import { fieldText, fieldTitle } from '../../../lib/fields.ts'
import type { Changes } from '../hooks/use-changes.ts'
import { conflictKey } from '../lib/conflicts.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import styles from './ConflictDialog.module.css'

interface ConflictDialogProps {
  changes: Changes
  index: PlanIndex
}

const none: ReadonlySet<string> = new Set()

/** Two people set the same field: whose value stands? Of several fields, each may be chosen by itself. */
export function ConflictDialog({ changes: { conflict, settle }, index }: ConflictDialogProps) {
  const [theirs, setTheirs] = useState(none)
  const fields = conflict?.fields ?? []
  const all = new Set(fields.map(conflictKey))
  const isMixed = theirs.size > 0 && theirs.size < all.size
  // biome-ignore lint/correctness/useExhaustiveDependencies: each conflict begins with nothing chosen
  useEffect(() => setTheirs(none), [conflict])

  function choose(field: FieldConflict, isTheirs: boolean): void {
    const next = new Set(theirs)
    if (isTheirs) next.add(conflictKey(field))
    else next.delete(conflictKey(field))
    setTheirs(next)
  }

  return (
    <Modal
      title="Someone changed this at the same time"
      role="alertdialog"
      isOpen={conflict !== null}
      onClose={() => settle(all)}
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
          {fields.map((field) => (
            <tr key={conflictKey(field)}>
              <th scope="row">
                {fieldTitle(field.field)}
                <span>{index.entryById.get(field.id)?.task.name}</span>
              </th>
              {([false, true] as const).map((isTheirs) => (
                <td key={String(isTheirs)}>
                  <Value
                    text={fieldText(field.field, isTheirs ? field.theirs : field.yours, index.plan.project)}
                    name={fields.length > 1 ? conflictKey(field) : null}
                    isChosen={theirs.has(conflictKey(field)) === isTheirs}
                    onChoose={() => choose(field, isTheirs)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={dialog.actions}>
        {isMixed ? (
          <Button look="primary" onPress={() => settle(theirs)}>
            Save as chosen
          </Button>
        ) : (
          <>
            <Button onPress={() => settle(none)}>Keep mine</Button>
            <Button look="primary" onPress={() => settle(all)}>
              Take theirs
            </Button>
          </>
        )}
      </div>
    </Modal>
  )
}

interface ValueProps {
  text: string
  /** Of the group of radio buttons; null when there is nothing to choose between fields. */
  name: string | null
  isChosen: boolean
  onChoose: () => void
}

function Value({ text, name, isChosen, onChoose }: ValueProps) {
  if (name === null) return text
  return (
    <label className={styles.choice}>
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} /> {text}
    </label>
  )
}

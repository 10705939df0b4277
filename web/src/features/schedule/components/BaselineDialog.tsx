import type { Baseline, Plan } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { Modal } from '../../../components/Modal.tsx'
import { formatLongDay } from '../../../lib/dates.ts'
import { captureBaseline, chooseBaseline } from '../lib/baseline-edits.ts'
import type { EditOutcome } from '../lib/edits.ts'
import styles from './BaselineDialog.module.css'
import { BaselineItem } from './BaselineItem.tsx'

interface BaselineDialogProps {
  plan: Plan
  mayChange: boolean
  /** Whether the caller may say which baseline the project is compared with. */
  mayChoose: boolean
  isOpen: boolean
  onClose: () => void
  onEdit: (outcome: EditOutcome) => void
}

/** Captures baselines, and says which of them the plan is compared with. */
export function BaselineDialog({ plan, mayChange, mayChoose, isOpen, onClose, onEdit }: BaselineDialogProps) {
  const [name, setName] = useState('')
  const { baselines, project } = plan
  const choose = (baseline: Baseline | null) => onEdit(chooseBaseline(project, baseline))

  function capture(event: FormEvent): void {
    event.preventDefault()
    onEdit(captureBaseline(project, name, mayChoose))
    setName('')
  }

  return (
    <Modal title="Baselines" isOpen={isOpen} onClose={onClose}>
      <p className={styles.lead}>
        A baseline keeps the dates as they are now. The active one is drawn beneath the bars, and the plan is measured
        against it.
      </p>
      {mayChange && (
        <Form className={styles.form ?? ''} onSubmit={capture}>
          <Field
            label="Set a baseline"
            placeholder={`Agreed plan, finish ${formatLongDay(project.finishesAt) || 'open'}`}
            value={name}
            onChange={setName}
            isRequired
            maxLength={200}
          />
          <Button look="primary" type="submit">
            Set baseline
          </Button>
        </Form>
      )}
      {baselines.length === 0 && <p className={styles.none}>There is none yet.</p>}
      {baselines.length > 0 && (
        <ul className={styles.list} aria-label="Baselines">
          {baselines.map((baseline) => (
            <BaselineItem
              key={baseline.id}
              baseline={baseline}
              project={project}
              mayChange={mayChange}
              mayChoose={mayChoose}
              onChoose={choose}
              onEdit={onEdit}
            />
          ))}
        </ul>
      )}
      {mayChoose && project.baselineId !== null && (
        <Button size="small" look="quiet" onPress={() => choose(null)}>
          Compare with none
        </Button>
      )}
    </Modal>
  )
}

import type { Baseline, Project } from '@throughline/contract'
import { Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { formatLongDay, formatMoment } from '../../../lib/dates.ts'
import { deleteBaseline, renameBaseline } from '../lib/baseline-edits.ts'
import type { EditOutcome } from '../lib/edits.ts'
import styles from './BaselineDialog.module.css'

interface BaselineItemProps {
  project: Project
  baseline: Baseline
  mayChange: boolean
  mayChoose: boolean
  onChoose: (baseline: Baseline) => void
  onEdit: (outcome: EditOutcome) => void
}

export function BaselineItem({ project, baseline, mayChange, mayChoose, onChoose, onEdit }: BaselineItemProps) {
  const isActive = baseline.id === project.baselineId
  const [name, setName] = useState<string | null>(null)

  function rename(event: FormEvent): void {
    event.preventDefault()
    onEdit(renameBaseline(baseline, name ?? ''))
    setName(null)
  }

  if (name !== null) {
    return (
      <li>
        <Form className={styles.form ?? ''} onSubmit={rename}>
          <Field label="Name" value={name} onChange={setName} isRequired maxLength={200} autoFocus />
          <Button type="submit">Rename</Button>
        </Form>
      </li>
    )
  }
  return (
    <li>
      <label className={styles.choice}>
        <input
          type="radio"
          name="active-baseline"
          checked={isActive}
          disabled={!mayChoose}
          onChange={() => onChoose(baseline)}
        />
        <span>
          <strong>{baseline.name}</strong>
          <span className={styles.meta}>
            {formatMoment(baseline.capturedAt)} · revision {baseline.capturedRevision} · finish{' '}
            {formatLongDay(baseline.finishesAt) || 'open'}
            {isActive && ' · active'}
          </span>
        </span>
      </label>
      {mayChange && (
        <>
          <IconButton label={`Rename ${baseline.name}`} icon={<Pencil />} onPress={() => setName(baseline.name)} />
          <IconButton
            label={`Delete ${baseline.name}`}
            icon={<Trash2 />}
            onPress={() => onEdit(deleteBaseline(project, baseline))}
          />
        </>
      )}
    </li>
  )
}

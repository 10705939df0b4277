import type { Plan, Resource } from '@throughline/contract'
import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { formatLongDay } from '../../../lib/dates.ts'
import { useSend } from '../../../lib/use-send.ts'
import { absencesOf, addAbsence, removeAbsence } from '../lib/resource-edits.ts'
import { text } from '../lib/text.ts'
import styles from './ResourceDialog.module.css'

interface AbsencesProps {
  plan: Plan
  resource: Resource
  mayChange: boolean
}

const none = { from: '', to: '', name: '' }

/** When a resource is away; each is saved by itself. */
export function Absences({ plan, resource, mayChange }: AbsencesProps) {
  const send = useSend()
  const [draft, setDraft] = useState(none)
  const absences = absencesOf(plan, resource)
  const isWrong = draft.from !== '' && draft.to !== '' && draft.to < draft.from

  async function add(): Promise<void> {
    if (draft.from === '' || isWrong) return
    const absence = { ...draft, to: draft.to || draft.from }
    if (await send(addAbsence(plan, resource, absence))) setDraft(none)
  }

  return (
    <section className={styles.absences} aria-label={text('absences')}>
      <h3>{text('absences')}</h3>
      {absences.length === 0 && <p>{text('noAbsences')}</p>}
      <ul>
        {absences.map((absence) => (
          <li key={`${absence.from} ${absence.to} ${absence.name}`}>
            <span>
              {formatLongDay(absence.from)}
              {absence.to !== absence.from && ` – ${formatLongDay(absence.to)}`} {absence.name}
            </span>
            {mayChange && (
              <IconButton
                label={text('removeAbsence', { from: formatLongDay(absence.from) })}
                icon={<X />}
                onPress={() => {
                  const change = removeAbsence(plan, resource, absence)
                  if (change) void send(change)
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className={styles.add}>
          {(['from', 'to', 'name'] as const).map((field) => (
            <label key={field}>
              {text(field === 'name' ? 'reason' : field)}
              <input
                type={field === 'name' ? 'text' : 'date'}
                maxLength={200}
                value={draft[field]}
                onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
              />
            </label>
          ))}
          <Button onPress={() => void add()} isDisabled={draft.from === '' || isWrong}>
            {text('addAbsence')}
          </Button>
        </div>
      )}
      {isWrong && (
        <p role="alert" className={styles.wrong}>
          {text('absenceWrong')}
        </p>
      )}
    </section>
  )
}

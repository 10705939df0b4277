import type { Calendar } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { readShifts } from '../lib/shifts.ts'
import { text } from '../lib/text.ts'
import styles from './ProjectSettings.module.css'

interface AddExceptionProps {
  onAdd: (exception: Calendar['exceptions'][number]) => void
}

const none = { from: '', to: '', name: '', shifts: '' }
const labels = { from: 'exceptionFrom', to: 'exceptionTo', name: 'exceptionName', shifts: 'exceptionShifts' } as const

export function AddException({ onAdd }: AddExceptionProps) {
  const [draft, setDraft] = useState(none)
  const shifts = readShifts(draft.shifts)
  const to = draft.to || draft.from
  const isWrong = draft.from === '' || to < draft.from || shifts === null

  function add(): void {
    if (isWrong || !shifts) return
    const name = draft.name.trim()
    onAdd({ from: draft.from, to, shifts, ...(name ? { name } : {}) })
    setDraft(none)
  }

  return (
    <div className={styles.add}>
      {(['from', 'to', 'name', 'shifts'] as const).map((field) => (
        <label key={field}>
          {text(labels[field])}
          <input
            type={field === 'from' || field === 'to' ? 'date' : 'text'}
            value={draft[field]}
            maxLength={200}
            placeholder={field === 'shifts' ? text('notWorking') : ''}
            onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
          />
        </label>
      ))}
      <Button isDisabled={isWrong} onPress={add}>
        {text('addException')}
      </Button>
    </div>
  )
}

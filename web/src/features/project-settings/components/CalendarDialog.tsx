import type { Calendar, Plan } from '@throughline/contract'
import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { Field } from '../../../components/Field.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { Modal } from '../../../components/Modal.tsx'
import { formatLongDay } from '../../../lib/dates.ts'
import { useSend } from '../../../lib/use-send.ts'
import { type CalendarDraft, deleteCalendar, draftOf, saveCalendar, usesOf, wrongDays } from '../lib/calendar-edits.ts'
import { formatShifts } from '../lib/shifts.ts'
import { text } from '../lib/text.ts'
import { AddException } from './AddException.tsx'
import styles from './ProjectSettings.module.css'

interface CalendarDialogProps {
  plan: Plan
  /** Null: a new one. */
  calendar: Calendar | null
  onClose: () => void
}

/** A Monday, from which the names of the days are taken. */
const monday = Date.UTC(2026, 0, 5)
const dayNames = Array.from({ length: 7 }, (_, day) =>
  new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' }).format(monday + day * 86_400_000),
)

export function CalendarDialog({ plan, calendar, onClose }: CalendarDialogProps) {
  const send = useSend()
  const [draft, setDraft] = useState(() => draftOf(calendar))
  const [shows, setShows] = useState(false)
  const set = (change: Partial<CalendarDraft>) => setDraft({ ...draft, ...change })
  const wrong = wrongDays(draft)
  const bases = plan.calendars.filter(({ id, baseId }) => id !== calendar?.id && baseId !== calendar?.id)
  const uses = calendar && usesOf(plan, calendar.id)
  const isUsed = uses && (uses.isProject || uses.tasks + uses.resources + uses.bases > 0)

  async function save(): Promise<void> {
    setShows(true)
    if (wrong.length > 0 || draft.name.trim() === '') return
    const change = saveCalendar(calendar, draft)
    if (change === null || (await send(change))) onClose()
  }

  return (
    <Modal
      title={calendar ? text('editCalendar', { name: calendar.name }) : text('newCalendar')}
      isOpen
      isWide
      onClose={onClose}
    >
      <div className={styles.editor}>
        <Field
          label={text('calendarName')}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={200}
          autoFocus
          {...(shows && draft.name.trim() === '' ? { error: text('calendarWrongName') } : {})}
        />
        <Choice
          label={text('base')}
          names={Object.fromEntries(bases.map(({ id, name }) => [id, name]))}
          values={bases.map(({ id }) => id)}
          all={text('noBase')}
          value={draft.baseId ?? undefined}
          onChange={(baseId: string | undefined) => set({ baseId: baseId ?? null })}
        />
        <div>
          <h3>{text('week')}</h3>
          <p className={styles.lead}>
            {text('weekHint')} {draft.baseId && text('weekBaseHint')}
          </p>
          <div className={styles.week}>
            {dayNames.map((name, day) => (
              <WeekDay
                key={name}
                name={name}
                value={draft.week[day] ?? ''}
                isWrong={wrong.includes(day)}
                onChange={(value) => set({ week: draft.week.map((each, at) => (at === day ? value : each)) })}
              />
            ))}
          </div>
          {wrong.length > 0 && (
            <p role="alert" className={styles.problem}>
              {text('wrongShifts')}
            </p>
          )}
        </div>
        <Exceptions draft={draft} set={set} />
        <div className={styles.ends}>
          {calendar && !isUsed && (
            <Button
              look="quiet"
              onPress={() => void send(deleteCalendar(calendar)).then((saved) => saved && onClose())}
            >
              {text('deleteCalendar')}
            </Button>
          )}
          <Button look="primary" onPress={() => void save()}>
            {text('save')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

interface WeekDayProps {
  name: string
  value: string
  isWrong: boolean
  onChange: (value: string) => void
}

function WeekDay({ name, value, isWrong, onChange }: WeekDayProps) {
  return (
    <>
      <span aria-hidden="true">{name}</span>
      <input
        aria-label={name}
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        {...(isWrong ? { 'aria-invalid': true } : {})}
      />
    </>
  )
}

interface ExceptionsProps {
  draft: CalendarDraft
  set: (change: Partial<CalendarDraft>) => void
}

function Exceptions({ draft: { exceptions }, set }: ExceptionsProps) {
  return (
    <div>
      <h3>{text('exceptions')}</h3>
      {exceptions.length === 0 && <p className={styles.lead}>{text('noExceptions')}</p>}
      <ul className={styles.list} aria-label={text('exceptions')}>
        {exceptions.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two exceptions may be the same
          <li key={at}>
            <div>
              {formatLongDay(each.from)}
              {each.to !== each.from && ` – ${formatLongDay(each.to)}`} {each.name}
              <span>
                {formatShifts(each.shifts) || text('notWorking')}
                {each.recurs && `, ${text('exceptionRecurring')}`}
              </span>
            </div>
            <IconButton
              label={text('removeException', { name: each.name || formatLongDay(each.from) })}
              icon={<X />}
              onPress={() => set({ exceptions: exceptions.filter((_, index) => index !== at) })}
            />
          </li>
        ))}
      </ul>
      <AddException onAdd={(added) => set({ exceptions: [...exceptions, added] })} />
    </div>
  )
}

import type { Calendar, Plan } from '@throughline/contract'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { usesOf } from '../lib/calendar-edits.ts'
import { text } from '../lib/text.ts'
import { CalendarDialog } from './CalendarDialog.tsx'
import styles from './ProjectSettings.module.css'

interface CalendarsProps {
  plan: Plan
  mayChange: boolean
}

export function Calendars({ plan, mayChange }: CalendarsProps) {
  const [openId, setOpenId] = useState<string | null>(null)
  const opened = plan.calendars.find(({ id }) => id === openId)
  return (
    <section aria-labelledby="settings-calendars" className={styles.group}>
      <h2 id="settings-calendars">{text('calendars')}</h2>
      <p className={styles.lead}>{text('calendarsLead')}</p>
      <ul className={styles.list} aria-label={text('calendars')}>
        {plan.calendars.map((calendar) => (
          <li key={calendar.id}>
            <div>
              {calendar.name}
              <span>{wordsOfUse(plan, calendar)}</span>
            </div>
            {mayChange && (
              <IconButton
                label={text('editCalendar', { name: calendar.name })}
                icon={<Pencil />}
                onPress={() => setOpenId(calendar.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className={styles.acts}>
          <Button onPress={() => setOpenId('new')}>{text('addCalendar')}</Button>
        </div>
      )}
      {(openId === 'new' || opened) && (
        <CalendarDialog key={openId} plan={plan} calendar={opened ?? null} onClose={() => setOpenId(null)} />
      )}
    </section>
  )
}

function wordsOfUse(plan: Plan, { id }: Calendar): string {
  const { isProject, tasks, resources } = usesOf(plan, id)
  return [isProject && text('isProjectCalendar'), text('usedBy', { tasks, resources }).trim()]
    .filter(Boolean)
    .join(', ')
}

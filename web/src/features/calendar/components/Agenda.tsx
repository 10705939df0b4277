import { formatLongDay } from '../../../lib/dates.ts'
import { text } from '../lib/text.ts'
import { isInMonthOf, textOfDay } from '../lib/weeks.ts'
import styles from './CalendarView.module.css'
import { TaskBar } from './TaskBar.tsx'
import type { ShownDays } from './Weeks.tsx'

/** On a phone: the days that have tasks, below one another. */
export function Agenda({ weeks, items, day, today, onTask }: ShownDays) {
  const days = weeks.flatMap((monday) => Array.from({ length: 7 }, (_, at) => monday + at))
  const shown = weeks.length > 1 ? days.filter((date) => isInMonthOf(date, day)) : days
  return (
    <ol className={styles.agenda} aria-label={text('days')}>
      {shown.flatMap((date) => {
        const own = items.filter(({ from, to }) => from <= date && date <= to)
        if (own.length === 0) return []
        return (
          <li key={date} data-today={date === today || undefined}>
            <h3>{formatLongDay(textOfDay(date))}</h3>
            {own.map((item) => (
              <TaskBar key={item.task.id} item={item} onTask={onTask} />
            ))}
          </li>
        )
      })}
    </ol>
  )
}

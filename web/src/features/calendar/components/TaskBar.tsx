import type { CSSProperties } from 'react'
import { formatLongDay } from '../../../lib/dates.ts'
import { text } from '../lib/text.ts'
import { type Item, textOfDay } from '../lib/weeks.ts'
import styles from './CalendarView.module.css'

interface TaskBarProps {
  item: Item
  style?: CSSProperties
  isCutBefore?: boolean
  isCutAfter?: boolean
  onTask: (taskId: string) => void
}

/** A task across its days; it leads to the schedule. */
export function TaskBar({ item: { task, from, to }, style, isCutBefore, isCutAfter, onTask }: TaskBarProps) {
  const days = { name: task.name, from: formatLongDay(textOfDay(from)), to: formatLongDay(textOfDay(to)) }
  const said = text(from === to ? 'spanDay' : 'spanDays', days)
  const isPoint = task.kind === 'milestone'
  return (
    <button
      type="button"
      className={styles.bar}
      style={style}
      data-critical={task.isCritical || undefined}
      data-point={isPoint || undefined}
      data-cut-before={isCutBefore || undefined}
      data-cut-after={isCutAfter || undefined}
      title={said}
      aria-label={task.isCritical ? `${said}, ${text('critical')}` : said}
      onClick={() => onTask(task.id)}
    >
      <span>
        {isPoint && <i aria-hidden="true" />}
        {task.name}
      </span>
    </button>
  )
}

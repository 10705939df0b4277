import type { Resource } from '@throughline/contract'
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import type { ShownLoad } from '../hooks/use-loads.ts'
import { text } from '../lib/text.ts'
import styles from './Resources.module.css'

interface LoadCellProps {
  resource: Resource
  load: ShownLoad | undefined
  bucket: number
  /** The day that the stretch begins on. */
  title: string
  nameOf: ReadonlyMap<string, string>
  onTask: (taskId: string) => void
}

export function LoadCell({ resource: { name }, load, bucket, title, nameOf, onTask }: LoadCellProps) {
  const work = load?.workMinutes[bucket] ?? 0
  const available = load?.availableMinutes[bucket] ?? 0
  if (!load || work === 0) return null
  const isOver = load.isOver[bucket] ?? false
  const said = { name, bucket: title, work: hoursOf(work), available: hoursOf(available) }
  const share = available > 0 ? Math.min(1, work / available) : 1
  return (
    <DialogTrigger>
      <AriaButton
        className={styles.load ?? ''}
        aria-label={text(isOver ? 'loadOver' : 'loadOf', said)}
        {...(isOver ? { 'data-over': true } : {})}
      >
        <span className={styles.fill} style={{ height: `${Math.round(share * 100)}%` }} />
        <span className={styles.hours}>{Math.round(work / 60)}</span>
      </AriaButton>
      <Popover className={styles.popover ?? ''}>
        <Dialog className={styles.details ?? ''}>
          <Heading slot="title" className={styles.detailsTitle ?? ''}>
            {name}, {title}
          </Heading>
          <p data-over={isOver || undefined}>{text('asked', said)}</p>
          <ul>
            {load.parts
              .filter((part) => part.bucket === bucket)
              .sort((one, other) => other.workMinutes - one.workMinutes)
              .map(({ taskId, workMinutes }) => (
                <li key={taskId}>
                  <button type="button" title={text('openTask')} onClick={() => onTask(taskId)}>
                    {text('partOf', { hours: hoursOf(workMinutes), task: nameOf.get(taskId) ?? '' })}
                  </button>
                </li>
              ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** "12 h", "1.5 h". */
const hoursOf = (minutes: number): string => `${Math.round((minutes / 60) * 10) / 10} h`

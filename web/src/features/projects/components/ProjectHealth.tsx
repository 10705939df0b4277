import type { ListedProject } from '@throughline/contract'
import { formatAgo, formatLongDay, formatMoment } from '../../../lib/dates.ts'
import { formatVariance } from '../../../lib/duration.ts'
import { text } from '../lib/project-words.ts'
import styles from './ProjectHealth.module.css'

interface ProjectHealthProps {
  project: ListedProject
}

/** How far the finish is from the active baseline, in the days of the project. */
export function ProjectSlip({ project }: ProjectHealthProps) {
  const { slip } = project
  if (!slip) {
    return (
      <span className={styles.none} title={text('noBaselineHelp')}>
        {text('noBaseline')}
      </span>
    )
  }
  const look = slip.minutes > 0 ? styles.late : slip.minutes < 0 ? styles.early : styles.same
  const title = text('against', { baseline: slip.baselineName, date: formatLongDay(slip.finishesAt) })
  return (
    <span className={`${styles.slip} ${look}`} title={title}>
      {slip.minutes === 0
        ? text('onPlan')
        : `${formatVariance(slip.minutes, project)} ${text(slip.minutes > 0 ? 'late' : 'early')}`}
    </span>
  )
}

/** The newest recompute: how it went, and when. */
export function LastRun({ project: { lastRun } }: ProjectHealthProps) {
  if (!lastRun) return <span className={styles.none}>{text('neverRun')}</span>
  const at = lastRun.endedAt ?? lastRun.startedAt
  return (
    <span className={styles.run} title={`${text('run', { number: lastRun.number ?? 0 })}, ${formatMoment(at)}`}>
      <span className={lastRun.state === 'failed' ? styles.failed : undefined}>
        {text('runState', { state: lastRun.state })}
      </span>{' '}
      <small>
        <time dateTime={at}>{formatAgo(at)}</time>
      </small>
    </span>
  )
}

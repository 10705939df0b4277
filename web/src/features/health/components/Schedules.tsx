import type { ScheduleState } from '@throughline/contract'
import { ExternalLink, Pause, Play, RotateCcw, Zap } from 'lucide-react'
import { IconButton } from '../../../components/IconButton.tsx'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { type ScheduleAct, useScheduleAct } from '../api/health.ts'
import { text } from '../lib/text.ts'
import styles from './Health.module.css'

const icons = { pause: <Pause />, resume: <Play />, trigger: <Zap />, backfill: <RotateCcw /> }

/** What the instance does by itself: when it did it last, when next, and what an operator can do about it. */
export function Schedules({ schedules }: { schedules: readonly ScheduleState[] }) {
  const act = useScheduleAct()
  return (
    <table className={styles.schedules} aria-label={text('schedules')}>
      <thead>
        <tr>
          {(['name', 'state', 'lastRun', 'nextRun', 'actions'] as const).map((column) => (
            <th key={column} scope="col">
              {text(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {schedules.map(({ name, isPaused, lastRunAt, nextRunAt, temporalUrl }) => {
          const title = text(`schedule_${name}`)
          const acts: ScheduleAct[] = [isPaused ? 'resume' : 'pause', 'trigger', 'backfill']
          return (
            <tr key={name}>
              <th scope="row">
                {title}
                <small>{name}</small>
              </th>
              <td data-well={!isPaused}>{text(isPaused ? 'paused' : 'running')}</td>
              <td>{lastRunAt ? formatAgo(lastRunAt) : text('never')}</td>
              <td>{nextRunAt && !isPaused ? formatMoment(nextRunAt) : text('none')}</td>
              <td>
                <span className={styles.acts}>
                  {acts.map((wanted) => (
                    <IconButton
                      key={wanted}
                      label={text(wanted, { name: title })}
                      icon={icons[wanted]}
                      isDisabled={act.isPending}
                      onPress={() => act.mutate({ name, wanted })}
                    />
                  ))}
                  <a href={temporalUrl} target="_blank" rel="noopener" aria-label={text('temporal', { name: title })}>
                    <ExternalLink aria-hidden="true" />
                  </a>
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { Comparison as ComparisonValue } from '@throughline/contract'
import { GitCompareArrows } from 'lucide-react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatLongDay } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { comparisonQuery } from '../api/history.ts'
import type { Point } from '../lib/points.ts'
import { ComparedTasks } from './ComparedTasks.tsx'
import styles from './HistoryView.module.css'
import type { HistoryPlace } from './HistoryView.tsx'
import { PointChoice } from './PointChoice.tsx'

interface ComparisonProps {
  projectId: string
  from: string
  to: string | undefined
  points: readonly Point[]
  onPlace: (place: HistoryPlace) => void
}

/** What differs between two points of the history, and why. */
export function Comparison({ projectId, from, to, points, onPlace }: ComparisonProps) {
  const { data, error } = useQuery(comparisonQuery(projectId, from, to))
  return (
    <div className={styles.comparison}>
      <div className={styles.points}>
        <PointChoice
          label="From"
          value={from}
          points={points}
          onChoose={(chosen) => onPlace({ from: chosen ?? from, ...(to === undefined ? {} : { to }) })}
        />
        <PointChoice
          label="To"
          value={to ?? null}
          points={points}
          onChoose={(chosen) => onPlace({ from, ...(chosen === null ? {} : { to: chosen }) })}
        />
      </div>
      {error && (
        <EmptyState icon={<GitCompareArrows />} title="These cannot be compared">
          {explain(error)}
        </EmptyState>
      )}
      {!data && !error && <Skeleton label="Comparing" />}
      {data && !error && (
        <>
          <Counts comparison={data} />
          <ComparedTasks projectId={projectId} tasks={data.tasks} />
        </>
      )}
    </div>
  )
}

function Counts({ comparison: { counts, from, to, changeSetCount } }: { comparison: ComparisonValue }) {
  const finish = [from, to].map(({ finishesAt }) => formatLongDay(finishesAt) || 'no dates')
  return (
    <ul className={styles.counts} aria-label="Counts">
      {(['added', 'removed', 'changed', 'moved'] as const).map((state) => (
        <li key={state} className={styles.count}>
          <strong>{counts[state].toLocaleString('en')}</strong> {state}
        </li>
      ))}
      <li className={styles.count}>
        <strong>{changeSetCount.toLocaleString('en')}</strong> {changeSetCount === 1 ? 'change' : 'changes'} between
      </li>
      <li className={styles.count}>
        <strong>{finish[0] === finish[1] ? finish[0] : `${finish[0]} → ${finish[1]}`}</strong> finish
      </li>
    </ul>
  )
}

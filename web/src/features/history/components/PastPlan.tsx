import { useQuery } from '@tanstack/react-query'
import type { Plan } from '@throughline/contract'
import { GitCompareArrows, History } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatLongDay, formatMoment } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { planAtQuery } from '../api/history.ts'
import { type Point, pointAt } from '../lib/points.ts'
import styles from './HistoryView.module.css'
import type { HistoryPlace } from './HistoryView.tsx'
import { MomentField } from './MomentField.tsx'
import { RevisionSlider } from './RevisionSlider.tsx'
import { Timeline } from './Timeline.tsx'

interface PastPlanProps {
  projectId: string
  at: string | undefined
  points: readonly Point[]
  present: Plan
  onPlace: (place: HistoryPlace) => void
  onOlder: (() => void) | undefined
  showPlan: (past: Plan, present: Plan) => ReactNode
}

/** The plan at a revision or a moment, marked as past and read only. */
export function PastPlan({ projectId, at, points, present, onPlace, onOlder, showPlan }: PastPlanProps) {
  const head = present.project.revision
  const query = useQuery({ ...planAtQuery(projectId, at ?? String(head)), enabled: at !== undefined })
  const past = at === undefined ? present : query.data
  const revision = past?.project.revision ?? head
  const point = pointAt(points, revision)
  return (
    <div className={styles.past}>
      <Timeline
        points={points}
        chosen={at === undefined ? null : (point?.revision ?? null)}
        onChoose={(chosen) => onPlace(chosen === null ? {} : { at: String(chosen) })}
        onOlder={onOlder}
      />
      <div className={styles.plan}>
        <div className={`${styles.strip} ${at === undefined ? '' : styles.isPast}`}>
          <p className={styles.when} role="status">
            <History />
            {at === undefined ? (
              <span>The plan as it is now. Choose a point of its history to go back.</span>
            ) : (
              <span>
                <strong>The plan as it was at revision {revision}</strong>, read only
                {point && ` · ${formatMoment(point.at)} · ${point.title}`}
                {past?.project.finishesAt && ` · finish ${formatLongDay(past.project.finishesAt)}`}
              </span>
            )}
          </p>
          <div className={styles.controls}>
            <RevisionSlider revision={revision} head={head} onChoose={(chosen) => onPlace({ at: String(chosen) })} />
            <MomentField onChoose={(moment) => onPlace({ at: moment })} />
            <Button
              size="small"
              icon={<GitCompareArrows />}
              isDisabled={at === undefined}
              onPress={() => onPlace({ from: String(revision) })}
            >
              Compare with now
            </Button>
            <Button size="small" isDisabled={at === undefined} onPress={() => onPlace({})}>
              Back to now
            </Button>
          </div>
        </div>
        <div className={styles.shown}>
          {query.error && at !== undefined ? (
            <EmptyState icon={<History />} title="There is no plan to show">
              {explain(query.error)}
            </EmptyState>
          ) : (
            (past && showPlan(past, present)) || <Skeleton label="Loading the plan as it was" />
          )}
        </div>
      </div>
    </div>
  )
}

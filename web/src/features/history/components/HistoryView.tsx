import { useInfiniteQuery } from '@tanstack/react-query'
import type { Plan } from '@throughline/contract'
import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import toggle from '../../../components/ToggleGroup.module.css'
import { usePlan } from '../../../lib/plan-context.tsx'
import { usePlanRefresh } from '../../../lib/use-plan-refresh.ts'
import { pointsQuery } from '../api/history.ts'
import { pointsOf } from '../lib/points.ts'
import { Comparison } from './Comparison.tsx'
import styles from './HistoryView.module.css'
import { PastPlan } from './PastPlan.tsx'

/** What of the history is looked at: the plan at a point, or what differs between two. */
export interface HistoryPlace {
  at?: string
  from?: string
  to?: string
}

interface HistoryViewProps {
  projectId: string
  place: HistoryPlace
  onPlace: (place: HistoryPlace) => void
  /** Shows a plan of the past, with the present one to compare. */
  showPlan: (past: Plan, present: Plan) => ReactNode
}

/** Time travel: the plan as it was, and comparisons. */
export function HistoryView({ projectId, place, onPlace, showPlan }: HistoryViewProps) {
  const { saved } = usePlan()
  const changes = useInfiniteQuery(pointsQuery(projectId))
  usePlanRefresh(['history-points', projectId], ['comparison', projectId])
  if (!saved) return null
  const points = pointsOf(changes.data?.pages.flatMap((page) => page.items) ?? [])
  const { revision } = saved.project
  const compares = place.from !== undefined

  function choose(key: unknown): void {
    if (key === 'compare') onPlace({ from: place.at ?? String(points[1]?.revision ?? Math.max(0, revision - 1)) })
    else onPlace(place.from === undefined ? {} : { at: place.from })
  }

  return (
    <div className={styles.view}>
      <div className={styles.modes}>
        <ToggleButtonGroup
          className={toggle.group ?? ''}
          aria-label="History"
          disallowEmptySelection
          selectedKeys={[compares ? 'compare' : 'plan']}
          onSelectionChange={([key]) => choose(key)}
        >
          <ToggleButton id="plan" className={toggle.choice ?? ''}>
            The plan as it was
          </ToggleButton>
          <ToggleButton id="compare" className={toggle.choice ?? ''}>
            Compare
          </ToggleButton>
        </ToggleButtonGroup>
      </div>
      {place.from !== undefined ? (
        <Comparison projectId={projectId} from={place.from} to={place.to} points={points} onPlace={onPlace} />
      ) : (
        <PastPlan
          projectId={projectId}
          at={place.at}
          points={points}
          present={saved}
          onPlace={onPlace}
          onOlder={changes.hasNextPage ? () => void changes.fetchNextPage() : undefined}
          showPlan={showPlan}
        />
      )}
    </div>
  )
}

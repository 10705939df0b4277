import type { Plan } from '@throughline/contract'
import { formatLongDay } from '../../../lib/dates.ts'
import { formatVariance } from '../../../lib/duration.ts'
import { useBaseline } from '../hooks/use-baseline.ts'
import styles from './ProjectVariance.module.css'

interface ProjectVarianceProps {
  plan: Plan
}

/** How far the project's finish is from the active baseline. */
export function ProjectVariance({ plan }: ProjectVarianceProps) {
  const { variances } = useBaseline(plan)
  if (!variances || variances.project === null) return null
  const { project, baseline } = variances
  const look = project > 0 ? styles.late : project < 0 ? styles.early : styles.same
  return (
    <span
      className={`${styles.variance} ${look}`}
      data-testid="project-variance"
      title={`Against “${baseline.name}”, finish ${formatLongDay(baseline.finishesAt)}`}
    >
      {formatVariance(project, plan.project)}
    </span>
  )
}

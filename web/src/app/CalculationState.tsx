import type { Project } from '@throughline/contract'
import { LoaderCircle } from 'lucide-react'
import { useRunning } from '../lib/live-plan.ts'
import styles from './PlanHeader.module.css'

interface CalculationStateProps {
  project: Project
}

/** Whether the dates are still being computed, and by which run. */
export function CalculationState({ project }: CalculationStateProps) {
  const running = useRunning()
  const isHeld = project.scheduleError || project.recomputeHold
  const isCalculating = project.inputRevision > project.computedRevision && !isHeld
  return (
    <span className={styles.calculating} role="status" aria-label="Calculation">
      {isCalculating && (
        <>
          <LoaderCircle /> <span>Calculating{running ? `, run ${running.runNumber}` : ''}…</span>
        </>
      )}
    </span>
  )
}

import { useEffect } from 'react'
import { ProjectVariance } from '../features/schedule/components/ProjectVariance.tsx'
import { formatLongDay, formatWallTime } from '../lib/dates.ts'
import { useRefresh } from '../lib/live-plan.ts'
import { usePlan } from '../lib/plan-context.tsx'
import { refresh } from '../lib/refresh.ts'
import { CalculationState } from './CalculationState.tsx'
import { HeaderSlot } from './HeaderSlot.tsx'
import { PeopleHere } from './PeopleHere.tsx'
import styles from './PlanHeader.module.css'

/** What the header of the page says of the open project. */
export function PlanHeader() {
  const { plan } = usePlan()
  const how = useRefresh()
  useEffect(() => {
    refresh.set(how)
    return () => refresh.set('live')
  }, [how])
  if (!plan) return null
  const { project } = plan
  return (
    <>
      <title>{`${project.name} · Throughline`}</title>
      <HeaderSlot slot="page-title">
        <h1 title={project.name}>{project.name}</h1>
      </HeaderSlot>
      <HeaderSlot slot="page-state">
        <CalculationState project={project} />
        {project.finishesAt && (
          <span className={styles.finish} title={formatWallTime(project.finishesAt)}>
            <span>Finish</span> <strong data-testid="project-finish">{formatLongDay(project.finishesAt)}</strong>
            <ProjectVariance plan={plan} />
          </span>
        )}
        <PeopleHere />
      </HeaderSlot>
    </>
  )
}

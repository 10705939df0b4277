import { Link, Outlet, useParams } from '@tanstack/react-router'
import { mayInProject } from '@throughline/contract'
import { FileUp, FolderX } from 'lucide-react'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Skeleton } from '../../components/Skeleton.tsx'
import styles from '../../components/Tabs.module.css'
import { Trouble } from '../../components/Trouble.tsx'
import { ExportMenu } from '../../features/exports/components/ExportMenu.tsx'
import { PauseRecomputes } from '../../features/runs/components/PauseRecomputes.tsx'
import { RecomputeHoldBanner } from '../../features/runs/components/RecomputeHoldBanner.tsx'
import { RevertProvider } from '../../features/undo/components/RevertProvider.tsx'
import { KeptPlanBanner } from '../../features/unsent/components/KeptPlanBanner.tsx'
import { text } from '../../lib/common-text.ts'
import { PlanProvider, usePlan, usePlanSession } from '../../lib/plan-context.tsx'
import { PlanHeader } from '../PlanHeader.tsx'
import { ProjectTabs } from '../ProjectTabs.tsx'
import { ScheduleErrorBanner } from '../ScheduleErrorBanner.tsx'
import { useProjectCommands } from '../use-project-commands.ts'

export function ProjectRoute() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId' })
  return (
    <PlanProvider key={projectId} projectId={projectId} fallback={<Skeleton label="Loading the plan" />}>
      <RevertProvider projectId={projectId}>
        <ProjectPage projectId={projectId} />
      </RevertProvider>
    </PlanProvider>
  )
}

interface ProjectPageProps {
  projectId: string
}

function ProjectPage({ projectId }: ProjectPageProps) {
  const { status, plan, error, keptAt } = usePlan()
  const session = usePlanSession()
  useProjectCommands(projectId, plan?.project)
  if (status === 'deleted') {
    return (
      <EmptyState icon={<FolderX />} title="This project was deleted">
        <Link to="/">{text('allProjects')}</Link>
      </EmptyState>
    )
  }
  if (status === 'failed' && !plan) {
    return (
      <Trouble error={error} what="The plan" onRetry={() => void session.reload()}>
        <Link to="/">{text('allProjects')}</Link>
      </Trouble>
    )
  }
  return (
    <div className={styles.page}>
      {plan && <PlanHeader />}
      <nav className={styles.tabs} aria-label="Project">
        <ProjectTabs projectId={projectId} />
        <span className={styles.tools}>
          {plan && mayInProject(plan.project, 'plan.change') && (
            <Link
              to="/imports/new"
              search={{ project: projectId }}
              className={styles.tab}
              title="Update from a file"
              aria-label="Update from a file"
            >
              <FileUp /> Update <span>from a file</span>
            </Link>
          )}
          {plan && <PauseRecomputes project={plan.project} />}
          <ExportMenu projectId={projectId} />
        </span>
      </nav>
      {keptAt !== null && <KeptPlanBanner keptAt={keptAt} />}
      {plan?.project.scheduleError && <ScheduleErrorBanner plan={plan} error={plan.project.scheduleError} />}
      {plan?.project.recomputeHold && <RecomputeHoldBanner project={plan.project} hold={plan.project.recomputeHold} />}
      <main className={styles.content}>{plan ? <Outlet /> : <Skeleton label="Loading the plan" lines={14} />}</main>
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import type { Plan, ScheduleError } from '@throughline/contract'
import { Banner } from '../components/Banner.tsx'
import { asSentence } from '../lib/words.ts'

interface ScheduleErrorBannerProps {
  plan: Plan
  error: ScheduleError
}

const shown = 6

/** Why there are no new dates, and which tasks to look at. */
export function ScheduleErrorBanner({ plan, error }: ScheduleErrorBannerProps) {
  const concerned = new Set(error.taskIds)
  const tasks = plan.tasks.filter(({ id }) => concerned.has(id))
  return (
    <Banner tone="danger">
      <strong>The dates could not be computed.</strong> {asSentence(error.message)} The last good dates stand.
      {tasks.length > 0 && ' See '}
      {tasks.slice(0, shown).map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link to="/projects/$projectId" params={{ projectId: plan.project.id }} search={{ task: id }}>
            {name}
          </Link>
        </span>
      ))}
      {tasks.length > shown && ` and ${tasks.length - shown} more`}
      {tasks.length > 0 && '.'}
    </Banner>
  )
}

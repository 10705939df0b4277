import { lazy, Suspense } from 'react'
import { Schedule } from '../../features/schedule/components/Schedule.tsx'

/** Fetched when the first panel is opened. */
const TaskPanel = lazy(async () => ({
  default: (await import('../../features/task/components/TaskPanel.tsx')).TaskPanel,
}))

export function ScheduleRoute() {
  return (
    <Schedule
      renderPanel={(props) => (
        <Suspense>
          <TaskPanel {...props} />
        </Suspense>
      )}
    />
  )
}

import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { HistoryView } from '../../features/history/components/HistoryView.tsx'
import { PlanAsItWas } from '../../features/schedule/components/PlanAsItWas.tsx'

export function HistoryRoute() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId/history' })
  const place = useSearch({ from: '/signed-in/projects/$projectId/history' })
  const navigate = useNavigate()
  return (
    <HistoryView
      projectId={projectId}
      place={place}
      onPlace={(search) => void navigate({ to: '/projects/$projectId/history', params: { projectId }, search })}
      showPlan={(past, present) => <PlanAsItWas past={past} present={present} />}
    />
  )
}

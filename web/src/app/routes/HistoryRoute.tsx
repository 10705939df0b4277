import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type HistoryPlace, HistoryView } from '../../features/history/components/HistoryView.tsx'
import { PlanAsItWas } from '../../features/schedule/components/PlanAsItWas.tsx'
import { type HistorySearch, historySearch } from '../search.ts'

export function HistoryRoute() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId/history' })
  const search = useSearch({ from: '/signed-in/projects/$projectId/history' })
  const navigate = useNavigate()
  const go = (place: HistoryPlace) =>
    void navigate({ to: '/projects/$projectId/history', params: { projectId }, search: historySearch({ ...place }) })
  return (
    <HistoryView
      projectId={projectId}
      place={placeOf(search)}
      onPlace={go}
      showPlan={(past, present) => <PlanAsItWas past={past} present={present} />}
    />
  )
}

const placeOf = (search: HistorySearch): HistoryPlace =>
  Object.fromEntries(Object.entries(search).map(([key, point]) => [key, String(point)]))

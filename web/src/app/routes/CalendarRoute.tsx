import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { CalendarView } from '../../features/calendar/components/CalendarView.tsx'
import { calendarSearch } from '../search.ts'

export function CalendarRoute() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId/calendar' })
  const place = useSearch({ from: '/signed-in/projects/$projectId/calendar' })
  const navigate = useNavigate()
  return (
    <CalendarView
      place={place}
      onPlace={(next) =>
        void navigate({
          to: '/projects/$projectId/calendar',
          params: { projectId },
          search: calendarSearch({ ...next }),
          replace: true,
        })
      }
      onTask={(task) => void navigate({ to: '/projects/$projectId', params: { projectId }, search: { task } })}
    />
  )
}

import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Resources } from '../../features/resources/components/Resources.tsx'

export function ResourcesRoute() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId/resources' })
  const { by, from } = useSearch({ from: '/signed-in/projects/$projectId/resources' })
  const navigate = useNavigate()
  return (
    <Resources
      place={{ by, from }}
      onPlace={(place) =>
        void navigate({
          to: '/projects/$projectId/resources',
          params: { projectId },
          search: Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined)),
          replace: true,
        })
      }
      onTask={(task) => void navigate({ to: '/projects/$projectId', params: { projectId }, search: { task } })}
    />
  )
}

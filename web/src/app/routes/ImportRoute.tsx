import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ImportPage } from '../../features/imports/components/ImportPage.tsx'

export function ImportRoute() {
  const { importId } = useParams({ from: '/signed-in/imports/$importId' })
  const { view } = useSearch({ from: '/signed-in/imports/$importId' })
  const navigate = useNavigate()
  return (
    <ImportPage
      key={importId}
      importId={importId}
      view={view}
      onView={(next) => void navigate({ to: '/imports/$importId', params: { importId }, search: { view: next } })}
    />
  )
}

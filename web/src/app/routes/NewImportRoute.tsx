import { useNavigate, useSearch } from '@tanstack/react-router'
import { NewImport } from '../../features/imports/components/NewImport.tsx'

export function NewImportRoute() {
  const { project } = useSearch({ from: '/signed-in/imports/new' })
  const navigate = useNavigate()
  return (
    <NewImport
      projectId={project}
      onProject={(id) => void navigate({ to: '/imports/new', search: id ? { project: id } : {}, replace: true })}
      onUploaded={({ id }) => void navigate({ to: '/imports/$importId', params: { importId: id }, replace: true })}
    />
  )
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import { NewProjectDialog } from '../../features/projects/components/NewProjectDialog.tsx'
import { ProjectList } from '../../features/projects/components/ProjectList.tsx'

export function ProjectsRoute() {
  const navigate = useNavigate()
  const { dialog } = useSearch({ from: '/signed-in/' })
  const show = (shown?: 'new') => void navigate({ to: '/', search: shown ? { dialog: shown } : {} })
  const open = (projectId: string) => void navigate({ to: '/projects/$projectId', params: { projectId } })
  return (
    <>
      <ProjectList
        onOpen={open}
        onNew={() => show('new')}
        onImport={() => void navigate({ to: '/imports/new' })}
        onImports={() => void navigate({ to: '/imports' })}
      />
      <NewProjectDialog isOpen={dialog === 'new'} onClose={() => show()} onCreated={(project) => open(project.id)} />
    </>
  )
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import { NewProjectDialog } from '../../features/projects/components/NewProjectDialog.tsx'
import { ProjectList } from '../../features/projects/components/ProjectList.tsx'
import { projectsSearch } from '../search.ts'

export function ProjectsRoute() {
  const navigate = useNavigate()
  const { dialog, ...view } = useSearch({ from: '/signed-in/' })
  const show = (shown?: 'new') => void navigate({ to: '/', search: shown ? { ...view, dialog: shown } : view })
  const open = (projectId: string) => void navigate({ to: '/projects/$projectId', params: { projectId } })
  return (
    <>
      <ProjectList
        view={view}
        onView={(next) => void navigate({ to: '/', search: projectsSearch({ ...next }), replace: true })}
        onOpen={open}
        onNew={() => show('new')}
        onImport={() => void navigate({ to: '/imports/new' })}
        onImports={() => void navigate({ to: '/imports' })}
      />
      <NewProjectDialog isOpen={dialog === 'new'} onClose={() => show()} onCreated={(project) => open(project.id)} />
    </>
  )
}

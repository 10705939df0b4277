import { useNavigate } from '@tanstack/react-router'
import { mayInProject, type Project } from '@throughline/contract'
import { fileGroups, tableFiles } from '../features/exports/lib/project-files.ts'
import { type Command, useCommands } from '../lib/commands.ts'

/** The pages of the open project, and the files that it can be had as. */
export function useProjectCommands(projectId: string, project: Project | undefined): void {
  const navigate = useNavigate()
  const page = (path: string, name: string, words = ''): Command => ({
    ...{ id: `project ${path}`, group: 'This project', name, words },
    run: () => void navigate({ href: `/projects/${projectId}${path}` }),
  })
  const files = [
    ...fileGroups(projectId).flatMap((group) => group.files),
    ...tableFiles(projectId, 'xlsx').map(({ label, href }) => ({ label: `${label}, Excel`, href })),
    ...tableFiles(projectId, 'csv').map(({ label, href }) => ({ label: `${label}, CSV`, href })),
  ]
  useCommands([
    page('', 'Schedule', 'gantt table'),
    page('/calendar', 'Calendar', 'month week days'),
    page('/resources', 'Resources', 'people load level overload'),
    page('/activity', 'Activity', 'changes log'),
    page('/history', 'History', 'compare revision earlier'),
    page('/people', 'People of the project', 'members roles'),
    page('/settings', 'Settings of the project', 'calendars fields dates'),
    ...(project && mayInProject(project, 'plan.change')
      ? [
          {
            ...{ id: 'project.update', group: 'This project', name: 'Update from a file', words: 'import' },
            run: () => void navigate({ to: '/imports/new', search: { project: projectId } }),
          },
        ]
      : []),
    ...files.map(({ label, href }) => ({
      ...{ id: href, group: 'Export', name: `Export: ${label}`, words: 'download' },
      run: () => download(href),
    })),
  ])
}

/** As a link that is followed: the browser does the download. */
function download(href: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  link.click()
}

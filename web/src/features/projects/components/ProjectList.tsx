import { useQuery } from '@tanstack/react-query'
import { mayInProject, type Project } from '@throughline/contract'
import { FolderPlus, Plus, Search, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatLongDay } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { projectsQuery, useDeleteProject } from '../api/projects.ts'
import styles from './ProjectList.module.css'
import { ProjectState } from './ProjectState.tsx'

interface ProjectListProps {
  onOpen: (projectId: string) => void
  onNew: () => void
  onImport: () => void
  onImports: () => void
}

export function ProjectList({ onOpen, onNew, onImport, onImports }: ProjectListProps) {
  const { data, error, isPending } = useQuery(projectsQuery)
  const [wanted, setWanted] = useState('')
  const [deleting, setDeleting] = useState<Project | null>(null)
  const remove = useDeleteProject()
  const projects = data?.items ?? []
  const shown = projects.filter((project) => project.name.toLowerCase().includes(wanted.trim().toLowerCase()))
  const newButton = (
    <Button look="primary" icon={<Plus />} onPress={onNew}>
      New project
    </Button>
  )
  const importButton = (
    <Button icon={<Upload />} onPress={onImport}>
      Import
    </Button>
  )

  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <h1>Projects</h1>
        {projects.length > 6 && (
          <label className={styles.search}>
            <Search aria-hidden="true" />
            <input
              type="search"
              aria-label="Find a project"
              placeholder="Find a project"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          </label>
        )}
        <Button look="quiet" onPress={onImports}>
          Imports
        </Button>
        {importButton}
        {newButton}
      </div>
      {isPending && <Skeleton label="Loading projects" />}
      {error && (
        <p role="alert" className={styles.error}>
          The projects could not be loaded. {explain(error)}
        </p>
      )}
      {data && projects.length === 0 && (
        <EmptyState
          icon={<FolderPlus />}
          title="No projects yet"
          actions={
            <>
              {newButton}
              {importButton}
            </>
          }
        >
          Start an empty plan, or import one from Microsoft Project, Primavera P6, Excel or a CSV file.
        </EmptyState>
      )}
      {shown.length > 0 && (
        <table className={styles.table} aria-label="Projects">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Start</th>
              <th scope="col">Finish</th>
              <th scope="col" className={styles.number}>
                Tasks
              </th>
              <th scope="col">Dates</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((project) => (
              <tr key={project.id} onClick={() => onOpen(project.id)}>
                <th scope="row">
                  <a
                    href={`/projects/${project.id}`}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey) return event.stopPropagation()
                      event.preventDefault()
                    }}
                  >
                    {project.name}
                  </a>
                  {project.description && <span className={styles.description}>{project.description}</span>}
                </th>
                <td data-label="Start">{formatLongDay(project.startsAt)}</td>
                <td data-label="Finish">{formatLongDay(project.finishesAt) || '–'}</td>
                <td data-label="Tasks" className={styles.number}>
                  {project.taskCount.toLocaleString('en')}
                </td>
                <td data-label="Dates">
                  <ProjectState project={project} />
                </td>
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps the click from opening the row */}
                <td className={styles.actions} onClick={(event) => event.stopPropagation()}>
                  {mayInProject(project, 'project.delete') && (
                    <IconButton
                      label={`Delete ${project.name}`}
                      icon={<Trash2 />}
                      onPress={() => setDeleting(project)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {projects.length > 0 && shown.length === 0 && (
        <p className={styles.none}>No project has “{wanted}” in its name.</p>
      )}
      <ConfirmDialog
        title="Delete project"
        action="Delete project"
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
      >
        “{deleting?.name}” and its {deleting?.taskCount} tasks will be gone for everyone.
      </ConfirmDialog>
    </main>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ListedProject } from '@throughline/contract'
import { FolderPlus, Plus, Search, Upload } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { projectsQuery, useDeleteProject } from '../api/projects.ts'
import {
  isProjectSort,
  type ProjectListView,
  type ProjectSort,
  projectSorts,
  shownProjects,
} from '../lib/project-order.ts'
import { text } from '../lib/project-words.ts'
import styles from './ProjectList.module.css'
import { ProjectTable } from './ProjectTable.tsx'

interface ProjectListProps {
  view: ProjectListView
  onView: (view: ProjectListView) => void
  onOpen: (projectId: string) => void
  onNew: () => void
  onImport: () => void
  onImports: () => void
}

/** From so many on they are searched by name. */
const manyFrom = 7
const sortNames = Object.fromEntries(projectSorts.map((sort) => [sort, text(sort)])) as Record<ProjectSort, string>

/** All projects with their health at a glance: finish, slip, errors, last run. */
export function ProjectList({ view, onView, onOpen, onNew, onImport, onImports }: ProjectListProps) {
  const { data, error, isPending } = useQuery(projectsQuery)
  const [deleting, setDeleting] = useState<ListedProject | null>(null)
  const remove = useDeleteProject()
  const projects = data?.items ?? []
  const shown = shownProjects(projects, view)
  const { find = '', sort } = view
  const chosenSort = sort?.replace('-', '')
  const newButton = (
    <Button look="primary" icon={<Plus />} onPress={onNew}>
      {text('new')}
    </Button>
  )
  const importButton = (
    <Button icon={<Upload />} onPress={onImport}>
      {text('import')}
    </Button>
  )

  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <h1>{text('title')}</h1>
        {(projects.length >= manyFrom || find) && (
          <label className={styles.search}>
            <Search aria-hidden="true" />
            <input
              type="search"
              aria-label={text('find')}
              placeholder={text('find')}
              value={find}
              onChange={({ target }) => onView({ ...view, find: target.value })}
            />
          </label>
        )}
        {projects.length > 1 && (
          <span className={styles.sort}>
            <Choice<ProjectSort>
              label={text('sort')}
              names={sortNames}
              values={projectSorts}
              value={isProjectSort(chosenSort) ? (chosenSort as ProjectSort) : 'updated'}
              onChange={(value) => onView({ ...view, sort: value })}
            />
          </span>
        )}
        <Button look="quiet" onPress={onImports}>
          {text('imports')}
        </Button>
        {importButton}
        {newButton}
      </div>
      {isPending && <Skeleton label={text('loading')} />}
      {error && (
        <p role="alert" className={styles.error}>
          {text('failed')} {explain(error)}
        </p>
      )}
      {data && projects.length === 0 && (
        <EmptyState
          icon={<FolderPlus />}
          title={text('noneYet')}
          actions={
            <>
              {newButton}
              {importButton}
            </>
          }
        >
          {text('noneYetHelp')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <ProjectTable
          projects={shown}
          sort={sort}
          onSort={(by) => onView({ ...view, sort: by })}
          onOpen={onOpen}
          onDelete={setDeleting}
        />
      )}
      {projects.length > 0 && shown.length === 0 && (
        <p className={styles.none}>{text('noneFound', { wanted: find })}</p>
      )}
      <ConfirmDialog
        title={text('deleteTitle')}
        action={text('deleteTitle')}
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
      >
        {deleting && text('deleteHelp', { name: deleting.name, count: deleting.taskCount })}
      </ConfirmDialog>
    </main>
  )
}

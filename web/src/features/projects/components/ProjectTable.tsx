import type { ListedProject } from '@throughline/contract'
import { ChevronDown, ChevronUp } from 'lucide-react'
import type { ProjectListView, ProjectSort } from '../lib/project-order.ts'
import { text } from '../lib/project-words.ts'
import styles from './ProjectList.module.css'
import { ProjectRow } from './ProjectRow.tsx'

interface ProjectTableProps {
  projects: readonly ListedProject[]
  sort: ProjectListView['sort']
  onSort: (sort: ProjectListView['sort']) => void
  onOpen: (projectId: string) => void
  onDelete: (project: ListedProject) => void
}

const columns: readonly ProjectSort[] = ['name', 'finish', 'slip', 'tasks', 'state', 'lastRun']

export function ProjectTable({ projects, sort, onSort, onOpen, onDelete }: ProjectTableProps) {
  return (
    <table className={styles.table} aria-label={text('title')}>
      <thead>
        <tr>
          {columns.map((column) => (
            <ColumnHead key={column} column={column} sort={sort} onSort={onSort} />
          ))}
          <th scope="col">
            <span className="visually-hidden">{text('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <ProjectRow key={project.id} project={project} onOpen={onOpen} onDelete={onDelete} />
        ))}
      </tbody>
    </table>
  )
}

type ColumnHeadProps = Pick<ProjectTableProps, 'sort' | 'onSort'> & { column: ProjectSort }

/** Pressed once it sorts, twice the other way, thrice not any more. */
function ColumnHead({ column, sort, onSort }: ColumnHeadProps) {
  const isUp = sort === column
  const isDown = sort === `-${column}`
  const next = isUp ? (`-${column}` as const) : isDown ? undefined : column
  return (
    <th
      scope="col"
      className={column === 'tasks' ? styles.number : undefined}
      aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}
    >
      <button type="button" onClick={() => onSort(next)}>
        {text(column)}
        {isUp && <ChevronUp aria-hidden />}
        {isDown && <ChevronDown aria-hidden />}
      </button>
    </th>
  )
}

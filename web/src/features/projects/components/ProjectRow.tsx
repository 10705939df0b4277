import { type ListedProject, mayInProject } from '@throughline/contract'
import { Trash2 } from 'lucide-react'
import { IconButton } from '../../../components/IconButton.tsx'
import { formatLongDay } from '../../../lib/dates.ts'
import { text } from '../lib/project-words.ts'
import { LastRun, ProjectSlip } from './ProjectHealth.tsx'
import styles from './ProjectList.module.css'
import { ProjectState } from './ProjectState.tsx'

interface ProjectRowProps {
  project: ListedProject
  onOpen: (projectId: string) => void
  onDelete: (project: ListedProject) => void
}

export function ProjectRow({ project, onOpen, onDelete }: ProjectRowProps) {
  return (
    <tr onClick={() => onOpen(project.id)}>
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
      <td data-column="finish">{formatLongDay(project.finishesAt) || '–'}</td>
      <td data-column="slip">
        <ProjectSlip project={project} />
      </td>
      <td data-column="tasks" className={styles.number}>
        <span>{project.taskCount.toLocaleString('en')}</span>
        <span className={styles.words}>{text('taskCount', { count: project.taskCount })}</span>
      </td>
      <td data-column="state">
        <ProjectState project={project} />
      </td>
      <td data-column="lastRun">
        <LastRun project={project} />
      </td>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps the click from opening the row */}
      <td className={styles.actions} onClick={(event) => event.stopPropagation()}>
        {mayInProject(project, 'project.delete') && (
          <IconButton
            label={text('delete', { name: project.name })}
            icon={<Trash2 />}
            onPress={() => onDelete(project)}
          />
        )}
      </td>
    </tr>
  )
}

import type { Project } from '@throughline/contract'
import { CircleAlert, CircleCheck, CirclePause, LoaderCircle } from 'lucide-react'
import { isCalculating } from '../lib/is-calculating.ts'
import { text } from '../lib/project-words.ts'
import styles from './ProjectState.module.css'

interface ProjectStateProps {
  project: Project
}

/** Whether the computed dates cover the last change, and how many tasks keep them from it. */
export function ProjectState({ project }: ProjectStateProps) {
  if (project.scheduleError) {
    const { message, taskIds } = project.scheduleError
    return (
      <span className={`${styles.state} ${styles.failed}`} title={message}>
        <CircleAlert />
        <span>
          {text('notComputed')}
          {taskIds.length > 0 && <small>{text('inError', { count: taskIds.length })}</small>}
        </span>
      </span>
    )
  }
  if (project.recomputeHold) {
    return (
      <span className={`${styles.state} ${styles.held}`}>
        <CirclePause /> {text(project.recomputeHold.state)}
      </span>
    )
  }
  if (isCalculating(project)) {
    return (
      <span className={`${styles.state} ${styles.calculating}`}>
        <LoaderCircle /> {text('calculating')}
      </span>
    )
  }
  return (
    <span className={`${styles.state} ${styles.current}`}>
      <CircleCheck /> {text('upToDate')}
    </span>
  )
}

import type { Project } from '@throughline/contract'
import { CircleAlert, CircleCheck, CirclePause, LoaderCircle } from 'lucide-react'
import { isCalculating } from '../api/projects.ts'
import styles from './ProjectState.module.css'

interface ProjectStateProps {
  project: Project
}

/** Whether the computed dates cover the last change. */
export function ProjectState({ project }: ProjectStateProps) {
  if (project.scheduleError) {
    return (
      <span className={`${styles.state} ${styles.failed}`} title={project.scheduleError.message}>
        <CircleAlert /> Not computed
      </span>
    )
  }
  if (project.recomputeHold) {
    return (
      <span className={`${styles.state} ${styles.held}`}>
        <CirclePause /> {project.recomputeHold.state === 'paused' ? 'Paused' : 'Waits for a change'}
      </span>
    )
  }
  if (isCalculating(project)) {
    return (
      <span className={`${styles.state} ${styles.calculating}`}>
        <LoaderCircle /> Calculating…
      </span>
    )
  }
  return (
    <span className={`${styles.state} ${styles.current}`}>
      <CircleCheck /> Up to date
    </span>
  )
}

import type { FilePlace, ImportJob } from '@throughline/contract'
import { CircleAlert, CircleCheck, ExternalLink, TriangleAlert } from 'lucide-react'
import { ProgressBar } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { isEnded } from '../api/use-import.ts'
import { importPhases, shareDone } from '../lib/phases.ts'
import styles from './ImportDialog.module.css'

interface ImportProgressProps {
  job: ImportJob
  onCancel: () => void
  onAgain: () => void
  onClose: () => void
  onOpenPlan: (projectId: string) => void
}

export function ImportProgress({ job, onCancel, onAgain, onClose, onOpenPlan }: ImportProgressProps) {
  const { projectId } = job
  const share = shareDone(job)
  return (
    <div className={styles.progress}>
      <p className={styles.file}>{job.fileName}</p>
      <ProgressBar aria-label="Import" value={share * 100} className={styles.bar ?? ''} data-state={job.state}>
        <div style={{ width: `${share * 100}%` }} />
      </ProgressBar>
      <p className={styles.phase} role="status" aria-label="Import phase">
        <Phase job={job} />
      </p>
      {job.error && (
        <p className={styles.error} role="alert">
          {describe(job.error)}
        </p>
      )}
      {job.warnings.length > 0 && (
        <details className={styles.warnings}>
          <summary>
            <TriangleAlert /> {job.warnings.length} {job.warnings.length === 1 ? 'warning' : 'warnings'}
          </summary>
          <ul aria-label="Warnings">
            {job.warnings.map((warning) => (
              <li key={describe(warning)}>{describe(warning)}</li>
            ))}
          </ul>
        </details>
      )}
      <div className={`${dialog.actions} ${styles.actions}`}>
        {job.temporalUrl && (
          <a href={job.temporalUrl} target="_blank" rel="noreferrer">
            Workflow <ExternalLink />
          </a>
        )}
        {!isEnded(job) && <Button onPress={onCancel}>Cancel import</Button>}
        {(job.state === 'failed' || job.state === 'cancelled') && (
          <>
            <Button onPress={onClose}>Close</Button>
            <Button look="primary" onPress={onAgain}>
              Choose another file
            </Button>
          </>
        )}
        {job.state === 'completed' && projectId && (
          <Button look="primary" onPress={() => onOpenPlan(projectId)}>
            Open plan
          </Button>
        )}
      </div>
    </div>
  )
}

function Phase({ job }: { job: ImportJob }) {
  const rows =
    job.rowsTotal !== null
      ? `${job.rowsDone.toLocaleString('en')} of ${job.rowsTotal.toLocaleString('en')} rows`
      : job.rowsDone > 0 && `${job.rowsDone.toLocaleString('en')} rows`
  return (
    <>
      {job.state === 'completed' && <CircleCheck className={styles.good} />}
      {job.state === 'failed' && <CircleAlert className={styles.bad} />}
      <strong>{importPhases[job.state]}</strong>
      {rows && <span>{rows}</span>}
    </>
  )
}

function describe({ message, line, column }: FilePlace): string {
  if (line === null) return message
  return `Line ${line}${column === null ? '' : `, column ${column}`}: ${message}`
}

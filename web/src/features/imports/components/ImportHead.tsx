import { Link } from '@tanstack/react-router'
import type { ImportJob } from '@throughline/contract'
import { Check, ChevronLeft, ExternalLink } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { useProjectName } from '../hooks/use-project-name.ts'
import { sizeText } from '../lib/file-kinds.ts'
import { fileText } from '../lib/phases.ts'
import { type Step, stepsOf, stepTitles, wentThrough } from '../lib/steps.ts'
import styles from './ImportPage.module.css'

const fromText = ({ link }: ImportJob) => link && `from ${link.origin}`

interface ImportHeadProps {
  job: ImportJob
  step: Step
}

/** What the file is, where it goes, and how far that is. */
export function ImportHead({ job, step }: ImportHeadProps) {
  const title = useFocusOn(step)
  return (
    <header className={styles.head}>
      <title>{`${job.fileName} · Throughline`}</title>
      <Link to="/imports" className={styles.up}>
        <ChevronLeft /> Imports
      </Link>
      <h1 ref={title} tabIndex={-1}>
        {job.fileName}
      </h1>
      <div className={styles.facts}>
        <Into job={job} />
        <span>
          {[fileText(job), job.byteCount > 0 && sizeText(job.byteCount), fromText(job)].filter(Boolean).join(', ')}
        </span>
        <time dateTime={job.createdAt} title={formatMoment(job.createdAt)}>
          {formatAgo(job.createdAt)}
        </time>
        {job.temporalUrl && (
          <a href={job.temporalUrl} target="_blank" rel="noreferrer" aria-label="Run in Temporal">
            in Temporal <ExternalLink />
          </a>
        )}
      </div>
      {wentThrough(job) && <Steps job={job} step={step} />}
    </header>
  )
}

/** Where the focus goes when the step changes and what had it is gone. */
function useFocusOn(step: Step) {
  const title = useRef<HTMLHeadingElement>(null)
  const known = useRef(step)
  useEffect(() => {
    if (known.current !== step && document.activeElement === document.body) title.current?.focus()
    known.current = step
  }, [step])
  return title
}

function Into({ job: { projectId, makesProject } }: { job: ImportJob }) {
  const name = useProjectName(projectId)
  if (!projectId || name === undefined) return <span>{makesProject ? 'into a new project' : 'into a project'}</span>
  return (
    <span>
      into{' '}
      <Link to="/projects/$projectId" params={{ projectId }}>
        {name}
      </Link>
    </span>
  )
}

function Steps({ job, step }: ImportHeadProps) {
  const steps = stepsOf(job)
  const at = steps.indexOf(step)
  return (
    <ol className={styles.steps} aria-label="Steps">
      {steps.map((each, index) => (
        <li
          key={each}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
          {...(index < at ? { 'data-done': '' } : {})}
        >
          <span aria-hidden="true">{index < at ? <Check /> : index + 1}</span>
          <b>{stepTitles[each]}</b>
        </li>
      ))}
    </ol>
  )
}

import { Link } from '@tanstack/react-router'
import type { AnyRun } from '@throughline/contract'
import page from '../../../components/Page.module.css'
import { text } from '../lib/job-words.ts'
import { shownJobs } from '../lib/jobs.ts'
import styles from './JobTray.module.css'
import { RunItem } from './RunItem.tsx'

interface JobListProps {
  runs: readonly AnyRun[]
  /** Where something was chosen that leads to another page. */
  onLeave: () => void
}

export function JobList({ runs, onLeave }: JobListProps) {
  const shown = shownJobs(runs, Date.now())
  return (
    <>
      <h2>{text('title')}</h2>
      {shown.length === 0 ? (
        <p className={styles.none}>
          <strong>{text('none')}</strong>
          {text('noneHelp')}
        </p>
      ) : (
        <>
          <p className={styles.lead}>{text('lead')}</p>
          <ul className={`${page.list} ${styles.list}`} aria-label={text('title')}>
            {shown.map((run) => (
              <li key={run.id} className={page.tall} data-job={run.id} data-state={run.state}>
                <RunItem run={run} scope={undefined} onLeave={onLeave} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Link to="/organisation/runs" className={styles.all} onClick={onLeave}>
        {text('all')}
      </Link>
    </>
  )
}

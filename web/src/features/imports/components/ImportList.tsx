import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportJob, ImportState } from '@throughline/contract'
import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CircleSlash,
  FileUp,
  LoaderCircle,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { importsQuery } from '../api/imports.ts'
import { useProjectName } from '../hooks/use-project-name.ts'
import { countsText } from '../lib/filters.ts'
import { fileText, isBusy, isEnded, phaseText, rowsText, shareDone } from '../lib/phases.ts'
import end from './ImportEnd.module.css'
import styles from './ImportList.module.css'
import { Progress } from './Progress.tsx'

/** The imports of the reader, newest first, each with how far it is. */
export function ImportList() {
  const { data, error, isPending } = useQuery(importsQuery)
  const newImport = (
    <Link to="/imports/new" className={end.link}>
      New import
    </Link>
  )
  return (
    <main className={styles.page}>
      <title>Imports · Throughline</title>
      <div className={styles.head}>
        <h1>Imports</h1>
        {newImport}
      </div>
      {isPending && <Skeleton label="Loading the imports" lines={4} />}
      {error && <p role="alert">The imports could not be loaded. {explain(error)}</p>}
      {data?.items.length === 0 && (
        <EmptyState icon={<FileUp />} title="No imports yet">
          Files that you bring in are listed here: how far they are, what came of them, and the way back.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.list} aria-label="Imports">
          {data.items.map((job) => (
            <li key={job.id}>
              <ImportItem job={job} />
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}

interface Look {
  icon: ReactNode
  tone?: 'good' | 'bad' | 'ask'
  turns?: true
}

const busy: Look = { icon: <LoaderCircle />, turns: true }
const looks: Record<ImportState, Look> = {
  fetching: busy,
  uploaded: busy,
  parsing: busy,
  waiting: { icon: <CircleHelp />, tone: 'ask' },
  writing: busy,
  paused: { icon: <CirclePause />, tone: 'ask' },
  parked: { icon: <CircleAlert />, tone: 'ask' },
  recomputing: busy,
  completed: { icon: <CircleCheck />, tone: 'good' },
  failed: { icon: <CircleAlert />, tone: 'bad' },
  cancelled: { icon: <CircleSlash /> },
  expired: { icon: <CircleSlash /> },
  undoing: busy,
  undone: { icon: <Undo2 /> },
}

function ImportItem({ job }: { job: ImportJob }) {
  const name = useProjectName(job.projectId)
  const { icon, tone, turns } = looks[job.state]
  return (
    <Link to="/imports/$importId" params={{ importId: job.id }} className={styles.item}>
      <span className={styles.name}>
        {job.fileName}
        <span className={styles.facts}>
          {fileText(job)} · into {name ?? (job.makesProject ? 'a new project' : 'a project')}
        </span>
      </span>
      <span className={styles.state} data-tone={tone} data-busy={turns}>
        {icon} {phaseText(job)}
      </span>
      <span className={styles.progress}>
        <ItemProgress job={job} />
      </span>
      <time className={styles.when} dateTime={job.createdAt} title={formatMoment(job.createdAt)}>
        {formatAgo(job.createdAt)}
      </time>
    </Link>
  )
}

function ItemProgress({ job }: { job: ImportJob }) {
  if (job.state === 'waiting') return job.counts && <span className={styles.facts}>{countsText(job.counts)}</span>
  if (isEnded(job)) return job.state === 'completed' && <span className={styles.facts}>{rowsText(job)}</span>
  return (
    <>
      <Progress
        label={`Progress of ${job.fileName}`}
        share={shareDone(job)}
        tone={isBusy(job) ? 'busy' : 'still'}
        text={rowsText(job)}
      />
      <span className={styles.facts}>{rowsText(job)}</span>
    </>
  )
}

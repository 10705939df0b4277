import { useQuery } from '@tanstack/react-query'
import type { ImportJob } from '@throughline/contract'
import { FileX } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { columnsQuery } from '../api/imports.ts'
import { useImport } from '../api/use-import.ts'
import { LengthsContext, useLengthsOf } from '../hooks/lengths-context.ts'
import { missingFields } from '../lib/columns.ts'
import { phaseText } from '../lib/phases.ts'
import { isTable, stepOf } from '../lib/steps.ts'
import { Columns } from './Columns.tsx'
import { ImportEnd } from './ImportEnd.tsx'
import { ImportHead } from './ImportHead.tsx'
import styles from './ImportPage.module.css'
import { Review } from './Review.tsx'
import { Writing } from './Writing.tsx'

/** What of a table that waits is looked at. */
export type WaitingView = 'columns' | 'review'

interface ImportPageProps {
  importId: string
  /** As the address says; left out, columns that nobody has set before come first. */
  view: WaitingView | undefined
  onView: (view: WaitingView) => void
}

/** One import from the upload to its end, and what became of it. */
export function ImportPage({ importId, view, onView }: ImportPageProps) {
  const scroller = useRef<HTMLElement>(null)
  const { data: job, error, isPending } = useImport(importId)
  const lengths = useLengthsOf(job?.projectId ?? null)
  if (isPending) return <Skeleton label="Loading the import" />
  if (!job) {
    return (
      <EmptyState icon={<FileX />} title="There is no such import">
        {explain(error)}
      </EmptyState>
    )
  }
  return (
    <main className={styles.page} ref={scroller}>
      <LengthsContext value={lengths}>
        <ImportBody job={job} view={view} onView={onView} scroller={scroller} />
      </LengthsContext>
    </main>
  )
}

interface ImportBodyProps {
  job: ImportJob
  view: WaitingView | undefined
  onView: (view: WaitingView) => void
  scroller: RefObject<HTMLElement | null>
}

function ImportBody({ job, view, onView, scroller }: ImportBodyProps) {
  const hasColumns = isTable(job) && job.state === 'waiting'
  const columns = useQuery({ ...columnsQuery(job.id), enabled: hasColumns })
  const isUndecided = hasColumns && view === undefined && columns.isPending
  // There is nothing to review before a table can be read.
  const isUnread = columns.data !== undefined && missingFields(columns.data.mapping, columns.data.fields).length > 0
  const shown = isUnread ? 'columns' : (view ?? (columns.data && !columns.data.remembered ? 'columns' : 'review'))
  const step = stepOf(job, shown === 'columns')
  return (
    <div className={styles.content}>
      <ImportHead job={job} step={step} />
      <p className="visually-hidden" role="status" aria-label="Import phase">
        {phaseText(job)}
      </p>
      {isUndecided && <Skeleton label="Loading the columns" />}
      {!isUndecided && step === 'columns' && (
        <Columns job={job} columns={columns.data} error={columns.error} onDone={() => onView('review')} />
      )}
      {!isUndecided && step === 'review' && (
        <Review
          job={job}
          scroller={scroller}
          remembered={columns.data?.remembered ?? false}
          onColumns={hasColumns ? () => onView('columns') : undefined}
        />
      )}
      {(step === 'file' || step === 'write') && <Writing job={job} scroller={scroller} />}
      {step === 'end' && <ImportEnd job={job} />}
    </div>
  )
}

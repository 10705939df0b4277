import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ImportJob } from '@throughline/contract'
import { CircleAlert, CircleCheck, CircleSlash, RotateCcw, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { KeptRows } from '../../../components/KeptRows.tsx'
import { keptQuery } from '../api/imports.ts'
import { useRetryImport, useUndoImport } from '../api/use-import-acts.ts'
import { useProjectName } from '../hooks/use-project-name.ts'
import { endText, mayRetry, mayUndo } from '../lib/end.ts'
import { importPhases } from '../lib/phases.ts'
import { placeText } from '../lib/place.ts'
import { DateReport } from './DateReport.tsx'
import styles from './ImportEnd.module.css'
import { Warnings } from './Warnings.tsx'

interface ImportEndProps {
  job: ImportJob
}

const tones: Partial<Record<ImportJob['state'], 'good' | 'bad'>> = { completed: 'good', failed: 'bad' }

const icons: Partial<Record<ImportJob['state'], ReactNode>> = {
  completed: <CircleCheck />,
  failed: <CircleAlert />,
  undoing: <Undo2 />,
  undone: <Undo2 />,
}

/** What came of an import, how its dates compare, and the way back. */
export function ImportEnd({ job }: ImportEndProps) {
  const project = useProjectName(job.projectId)
  const undo = useUndoImport(job.id)
  const [showsKept, setShowsKept] = useState(false)
  const keptCount = job.keptCount ?? 0
  const kept = useQuery({ ...keptQuery(job.id), enabled: showsKept })

  return (
    <div className={styles.page}>
      <section className={styles.card} data-tone={tones[job.state]} aria-label="Result">
        {icons[job.state] ?? <CircleSlash />}
        <div>
          <h2>{importPhases[job.state]}</h2>
          <p>{endText(job)}</p>
          {job.error && (
            <p className={styles.error} role="alert">
              {placeText(job.error)}
            </p>
          )}
        </div>
        <div className={styles.actions}>
          {job.projectId && project !== undefined && (
            <Link to="/projects/$projectId" params={{ projectId: job.projectId }} className={styles.link}>
              Open the plan
            </Link>
          )}
          {mayRetry(job, Date.now()) && <Retry job={job} />}
          {mayUndo(job) && <Undo job={job} isBusy={undo.isPending} onUndo={() => undo.mutate()} />}
          {keptCount > 0 && (
            <Button onPress={() => setShowsKept(true)}>
              {keptCount.toLocaleString('en')} {keptCount === 1 ? 'row was' : 'rows were'} kept
            </Button>
          )}
          {job.state !== 'completed' && job.state !== 'undoing' && (
            <Link to="/imports/new" search={again(job)} className={`${styles.link} ${styles.plain}`}>
              Choose another file
            </Link>
          )}
        </div>
      </section>
      <Warnings warnings={job.warnings} />
      {job.report && <DateReport job={job} report={job.report} />}
      <KeptRows answer={(showsKept && kept.data) || null} onClose={() => setShowsKept(false)} />
    </div>
  )
}

/** The same project once more, unless the import would have made it. */
const again = ({ projectId, makesProject }: ImportJob) => (projectId && !makesProject ? { project: projectId } : {})

/** With the file that is kept, or from its link. */
function Retry({ job }: ImportEndProps) {
  const navigate = useNavigate()
  const retry = useRetryImport(job.id)
  const open = (importId: string) => void navigate({ to: '/imports/$importId', params: { importId } })
  return (
    <Button
      look="primary"
      icon={<RotateCcw />}
      isDisabled={retry.isPending}
      onPress={() => retry.mutate(undefined, { onSuccess: open })}
    >
      Try again
    </Button>
  )
}

interface UndoProps {
  job: ImportJob
  isBusy: boolean
  onUndo: () => void
}

function Undo({ job, isBusy, onUndo }: UndoProps) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button icon={<Undo2 />} isDisabled={isBusy} onPress={() => setAsking(true)}>
        Undo this import
      </Button>
      <ConfirmDialog
        title="Undo this import"
        action="Undo this import"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={onUndo}
      >
        All that “{job.fileName}” brought in is taken back in one go. Rows that were edited since are kept, and named.
      </ConfirmDialog>
    </>
  )
}

import type { ImportJob } from '@throughline/contract'
import { Pause, Play } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { useCancelImport, useImportAct } from '../api/use-import-acts.ts'
import { bytesText, shareFetched, waitText } from '../lib/fetching.ts'
import { isBusy, phaseText, rowsText, shareDone, speedText } from '../lib/phases.ts'
import { CancelDialog } from './CancelDialog.tsx'
import { Parked } from './Parked.tsx'
import { Progress } from './Progress.tsx'
import { Warnings } from './Warnings.tsx'
import styles from './Writing.module.css'

interface WritingProps {
  job: ImportJob
  scroller: RefObject<HTMLElement | null>
}

/** How far an import is while the service works on it, and what can be done about that. */
export function Writing({ job, scroller }: WritingProps) {
  const [isAsking, setAsking] = useState(false)
  const act = useImportAct(job.id)
  const cancel = useCancelImport(job.id)
  const fetched = job.state === 'fetching' ? job.link : null
  const doneText = fetched ? bytesText(fetched) : rowsText(job)
  const mayStop = job.cancelRequested === null && job.state !== 'recomputing'
  return (
    <div className={styles.page}>
      <section className={styles.card} aria-label="Progress">
        <div className={styles.phase}>
          <h2>{phaseText(job)}</h2>
          <p>{[doneText, job.state !== 'parked' && speedText(job)].filter(Boolean).join(' · ')}</p>
        </div>
        {fetched ? (
          <Progress label="File" share={shareFetched(fetched)} text={doneText} />
        ) : (
          <Progress label="Import" share={shareDone(job)} tone={isBusy(job) ? 'busy' : 'still'} text={doneText} />
        )}
        <div className={styles.actions}>
          <p className={styles.hint}>{fetched ? waitText(fetched) : hints[job.state]}</p>
          {job.state === 'writing' && mayStop && (
            <Button
              icon={<Pause />}
              isDisabled={job.pauseRequested || act.isPending}
              onPress={() => act.mutate('pauseImport')}
            >
              Pause
            </Button>
          )}
          {job.state === 'paused' && mayStop && (
            <Button
              look="primary"
              icon={<Play />}
              isDisabled={act.isPending}
              onPress={() => act.mutate('resumeImport')}
            >
              Resume
            </Button>
          )}
          {mayStop && <Button onPress={() => setAsking(true)}>Cancel import</Button>}
        </div>
      </section>
      <Warnings warnings={job.warnings} />
      {job.state === 'parked' && <Parked job={job} scroller={scroller} onFinish={() => cancel.mutate('keep')} />}
      <CancelDialog job={job} isOpen={isAsking} onClose={() => setAsking(false)} onCancel={cancel.mutate} />
    </div>
  )
}

const goesOn = 'It goes on when you leave this page, and on any device that you open it on.'

const hints: Partial<Record<ImportJob['state'], string>> = {
  uploaded: goesOn,
  parsing: 'Nothing is written yet.',
  writing: goesOn,
  paused: 'What is written stays while it is paused.',
  parked: 'All else is written.',
  recomputing: 'All rows are written; the dates follow.',
}

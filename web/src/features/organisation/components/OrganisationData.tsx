import { useQuery } from '@tanstack/react-query'
import type { OrganisationLife, OrganisationRun } from '@throughline/contract'
import { Button } from '../../../components/Button.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import {
  exportAddress,
  organisationLifeQuery,
  useAskExport,
  useCallOffDeletion,
  useExportOrganisation,
} from '../api/life.ts'
import { DeleteOrganisation } from './DeleteOrganisation.tsx'

/** What an owner does with all of an organisation: to take it out, and to delete it. */
export function OrganisationData() {
  const organisationId = useSession()?.organisation.id ?? ''
  const life = useQuery(organisationLifeQuery(organisationId))
  return (
    <div className={styles.page}>
      <title>Data and deletion · Throughline</title>
      <h1>Data and deletion</h1>
      {life.isPending && <Skeleton label="Loading the state of the organisation" lines={3} />}
      {life.error && <p role="alert">{explain(life.error)}</p>}
      {life.data && <Exports life={life.data} />}
      {life.data &&
        (life.data.deletionAt === null ? (
          <DeleteOrganisation organisationId={organisationId} />
        ) : (
          <DeletionAhead life={life.data} />
        ))}
    </div>
  )
}

function Exports({ life }: { life: OrganisationLife }) {
  const ask = useExportOrganisation(life.id)
  const exports = life.runs.filter(({ kind }) => kind === 'export')
  const isBusy = ask.isPending || exports.some(({ endedAt }) => endedAt === null)
  return (
    <section className={styles.part} aria-labelledby="export">
      <h2 id="export">Export everything</h2>
      <p className={styles.lead}>
        A file with all projects, their history, people and settings, without passwords and other secrets. Another
        instance can import it.
      </p>
      <Button isDisabled={isBusy} onPress={() => ask.mutate()}>
        Export
      </Button>
      <ul className={styles.list} aria-label="Exports">
        {exports.map((run) => (
          <li key={run.id}>
            <ExportState life={life} run={run} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ExportState({ life, run }: { life: OrganisationLife; run: OrganisationRun }) {
  const { id, state, createdAt, fileExpiresAt, error } = run
  if (state === 'waiting' || state === 'running' || state === 'paused')
    return <ExportUnderWay organisationId={life.id} run={run} />
  if (state !== 'completed') return <span>{`Export of ${formatMoment(createdAt)}: ${state}. ${error ?? ''}`}</span>
  if (!fileExpiresAt || new Date(fileExpiresAt) < new Date())
    return <span>{`Export of ${formatMoment(createdAt)}: its time is over.`}</span>
  return (
    <span>
      <a href={exportAddress(life.id, id)} download>
        Download the export of {formatMoment(createdAt)}
      </a>{' '}
      until {formatMoment(fileExpiresAt)}
    </span>
  )
}

/** It is of one moment: one that is paused keeps nothing, and is later of the moment at which it goes on. */
function ExportUnderWay({ organisationId, run }: { organisationId: string; run: OrganisationRun }) {
  const { state, rowsDone, rowsTotal, pauseRequested, cancelRequested, createdAt } = run
  const ask = useAskExport(organisationId, run.id)
  const label = `Export of ${formatMoment(createdAt)}`
  const isHeld = pauseRequested || state === 'paused'
  return (
    <>
      {isHeld ? (
        <span role="status">
          {label} {state === 'paused' ? 'is paused' : 'pauses'}. It begins anew when it is resumed, with what there is
          then.
        </span>
      ) : (
        <label>
          {label}: {rowsDone} of {rowsTotal ?? '…'} rows <progress value={rowsDone} max={Math.max(1, rowsTotal ?? 1)} />
        </label>
      )}
      {!cancelRequested && (
        <div className={styles.acts}>
          {([isHeld ? 'resume' : 'pause', 'cancel'] as const).map((act) => (
            <Button
              key={act}
              size="small"
              look={act === 'cancel' ? 'danger' : 'plain'}
              isDisabled={ask.isPending}
              aria-label={`${actNames[act]}: ${label}`}
              onPress={() => ask.mutate(act)}
            >
              {actNames[act]}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

const actNames = { pause: 'Pause', resume: 'Resume', cancel: 'Cancel' } as const

function DeletionAhead({ life }: { life: OrganisationLife }) {
  const callOff = useCallOffDeletion(life.id)
  return (
    <section className={styles.part} aria-labelledby="deletion">
      <h2 id="deletion">{life.name} is to be deleted</h2>
      <p role="status">
        It is closed. From {formatMoment(life.deletionAt ?? '')} on everything is deleted for good. Until then you can
        export it, and call this off.
      </p>
      <Button isDisabled={callOff.isPending || life.state === 'purging'} onPress={() => callOff.mutate()}>
        Call the deletion off
      </Button>
    </section>
  )
}

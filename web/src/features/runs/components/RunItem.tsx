import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AnyRun, RunAct, RunScope } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import styles from '../../../components/Page.module.css'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { projectNamesQuery } from '../../../lib/organisation.ts'
import { organisationsQuery, useAskRun } from '../api/runs.ts'
import { cancelWarnings, countText, kindNames, nameOfAct, stateText } from '../lib/run-words.ts'

interface RunItemProps {
  run: AnyRun
  scope: RunScope
  /** Where it is shown above a page that its links lead away from. */
  onLeave?: (() => void) | undefined
}

/** Of all organisations it is told by ids: whoever runs the instance is not in each of them. */
export function RunItem({ run, scope, onLeave }: RunItemProps) {
  const { kind, startedBy, createdAt, temporalUrl, error } = run
  const isOverseen = scope === 'instance'
  const count = countText(run)
  return (
    <>
      <div>
        <strong>{kindNames[kind]}</strong> {isOverseen ? <Place run={run} /> : <Subject run={run} onLeave={onLeave} />}
        <span>
          {stateText(run)}
          {count !== null && ` · ${count}`} · started {!isOverseen && `by ${startedBy?.name || 'the service'} `}
          <time dateTime={createdAt} title={formatMoment(createdAt)}>
            {formatAgo(createdAt)}
          </time>
          {temporalUrl && (
            <>
              {' · '}
              <a href={temporalUrl} target="_blank" rel="noreferrer">
                in Temporal
              </a>
            </>
          )}
        </span>
        {error && <span>{error}</span>}
        <Progress run={run} />
      </div>
      <Acts run={run} scope={scope} />
    </>
  )
}

/** The organisation that it is of, and the project as others know it. */
function Place({ run: { organisationId, projectId } }: { run: AnyRun }) {
  const { data } = useQuery(organisationsQuery)
  const name = data?.items.find(({ id }) => id === organisationId)?.name ?? organisationId
  return (
    <>
      of {organisationId === null ? 'the instance' : name}
      {projectId !== null && <span>Project {projectId}</span>}
    </>
  )
}

/** What it is about, where one can go there. */
function Subject({ run: { id, kind, projectId }, onLeave }: Pick<RunItemProps, 'run' | 'onLeave'>) {
  const { data } = useQuery({ ...projectNamesQuery, enabled: projectId !== null })
  if (kind === 'import')
    return (
      <Link to="/imports/$importId" params={{ importId: id }} onClick={onLeave}>
        Open the import
      </Link>
    )
  if (projectId === null) return null
  return (
    <Link to="/projects/$projectId" params={{ projectId }} onClick={onLeave}>
      {data?.find((project) => project.id === projectId)?.name ?? 'Open the project'}
    </Link>
  )
}

/** Of what has a length that is known: a recompute is over before one could look. */
function Progress({ run: { kind, done, total, endedAt } }: { run: AnyRun }) {
  if (endedAt !== null || kind === 'recompute' || total === null) return null
  return <progress aria-label={`Progress: ${kindNames[kind]}`} value={done} max={Math.max(1, total)} />
}

function Acts({ run, scope }: Pick<RunItemProps, 'run' | 'scope'>) {
  const ask = useAskRun(run.id, scope)
  const [isAsking, setAsking] = useState(false)
  const warning = cancelWarnings[run.kind]
  if (run.acts.length === 0) return null
  const what = `${kindNames[run.kind]}, ${formatMoment(run.createdAt)}`
  const press = (act: RunAct) => (act === 'cancel' && warning ? setAsking(true) : ask.mutate(act))
  return (
    <div className={styles.acts}>
      {run.acts.map((act) => (
        <Button
          key={act}
          size="small"
          look={act === 'cancel' ? 'danger' : 'plain'}
          isDisabled={ask.isPending}
          aria-label={`${nameOfAct(act, run)}: ${what}`}
          onPress={() => press(act)}
        >
          {nameOfAct(act, run)}
        </Button>
      ))}
      <ConfirmDialog
        title={`Cancel: ${kindNames[run.kind]}`}
        action="Cancel the run"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => ask.mutate('cancel')}
      >
        {warning}
      </ConfirmDialog>
    </div>
  )
}

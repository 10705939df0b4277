import { useQuery } from '@tanstack/react-query'
import { type RunKind, type RunState, runKind, runState } from '@throughline/contract'
import { Activity } from 'lucide-react'
import { useState } from 'react'
import { Choice } from '../../../components/Choice.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { organisationsQuery, type RunFilter, runsQuery } from '../api/runs.ts'
import { kindNames, stateNames } from '../lib/run-words.ts'
import { RunItem } from './RunItem.tsx'

/** Work that takes a while, as far as one may see it, and what one may do about it. */
export function Runs() {
  const [filter, setFilter] = useState<RunFilter>({})
  const { kind: _kind, ...anyKind } = filter
  const { state: _state, ...anyState } = filter
  const operates = useSession()?.isOperator === true
  const runs = useQuery(runsQuery(filter))
  return (
    <div className={styles.page}>
      <title>Runs · Throughline</title>
      <h1>Runs</h1>
      <p className={styles.lead}>What the service does, and did last: how far it is, and what you can do about it.</p>
      <div className={styles.filters}>
        <Choice<RunKind>
          label="Kind"
          all="All kinds"
          names={kindNames}
          values={runKind.options}
          value={filter.kind}
          onChange={(kind) => setFilter(kind ? { ...filter, kind } : anyKind)}
        />
        <Choice<RunState>
          label="State"
          all="All states"
          names={stateNames}
          values={runState.options}
          value={filter.state}
          onChange={(state) => setFilter(state ? { ...filter, state } : anyState)}
        />
        {operates && <Scope filter={filter} onChange={setFilter} />}
      </div>
      {runs.isPending && <Skeleton label="Loading the runs" lines={4} />}
      {runs.error && <p role="alert">{explain(runs.error)}</p>}
      {runs.data?.items.length === 0 && (
        <EmptyState icon={<Activity />} title="No such runs">
          Recomputes, imports and what is done with the organisation are listed here.
        </EmptyState>
      )}
      {runs.data && runs.data.items.length > 0 && (
        <ul className={styles.list} aria-label="Runs">
          {runs.data.items.map((run) => (
            <li key={run.id} className={styles.tall} data-run={run.id} data-state={run.state}>
              <RunItem run={run} scope={filter.scope} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Whoever runs the instance looks at all organisations, or at one of them. */
function Scope({ filter, onChange }: { filter: RunFilter; onChange: (filter: RunFilter) => void }) {
  const { scope, organisationId, ...rest } = filter
  const organisations = useQuery({ ...organisationsQuery, enabled: scope === 'instance' })
  const items = organisations.data?.items ?? []
  return (
    <>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={scope === 'instance'}
          onChange={({ target }) => onChange(target.checked ? { ...rest, scope: 'instance' } : rest)}
        />
        All organisations
      </label>
      {scope === 'instance' && (
        <Choice
          label="Organisation"
          all="All of them"
          names={Object.fromEntries(items.map(({ id, name }) => [id, name]))}
          values={items.map(({ id }) => id)}
          value={organisationId}
          onChange={(id) => onChange({ ...rest, scope, ...(id ? { organisationId: id } : {}) })}
        />
      )}
    </>
  )
}

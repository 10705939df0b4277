import { lifeRunKinds, type RunKind, type RunState } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from './database.ts'

/** A run of any kind as it is read. */
export interface AnyRunRow {
  id: string
  kind: RunKind
  state: RunState
  phase: string | null
  /** Null: of the instance. */
  organisationId: string | null
  projectId: string | null
  personId: string | null
  personName: string | null
  done: number
  total: number | null
  pauseRequested: boolean
  cancelRequested: boolean
  error: string | null
  /** Of a recompute: the workflow run; others are found by their ids. */
  workflowRunId: string | null
  revision: number
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  /** Of an import: its file is kept, so that it can be tried again. */
  keepsFile: boolean
  /** Where it stands in the list: microseconds since 1970. */
  createdMicros: number
}

/** Whose runs are listed. */
export interface RunReader {
  kinds: readonly RunKind[]
  personId: string
  /** All projects and imports of the organisation. */
  readsAll: boolean
  readsSeeds: boolean
  /** Work on the organisation as a whole. */
  readsLife: boolean
  readsInstance: boolean
}

export interface RunFilter {
  kind?: RunKind | undefined
  state?: RunState | undefined
  projectId?: string | undefined
  id?: string | undefined
  /** Who asked for it. */
  personId?: string | undefined
}

interface Source {
  kinds: readonly RunKind[]
  /** All that there are, in the words of AnyRunRow. `reader`: what of them is seen; null where that is asked elsewhere. */
  rows: (reader: RunReader | null) => RawBuilder<unknown>
}

const importState = sql`case
  when j.state in ('uploaded', 'waiting', 'parked') then 'waiting'
  when j.state in ('fetching', 'parsing', 'writing', 'recomputing', 'undoing') then 'running'
  when j.state = 'undone' then 'completed' when j.state = 'expired' then 'cancelled' else j.state end`

const isMember = (personId: string) => sql`exists (
  select from project_standing m where m.project_id = p.id and m.person_id = ${personId})`

/** Where runs are kept. A new kind has a row here, or is a kind of job. */
const sources: readonly Source[] = [
  {
    kinds: ['recompute'],
    rows: (reader) => sql`
      select r.id, 'recompute' as kind, r.state, null as phase, r.organisation_id, r.project_id, r.asked_by as person_id,
        coalesce(r.moved_count, 0)::bigint as done, r.task_count::bigint as total, false as pause_requested,
        false as cancel_requested, r.error ->> 'message' as error, r.workflow_run_id, r.revision,
        coalesce(r.asked_at, r.started_at) as created_at,
        case when r.workflow_run_id is not null then r.started_at end as started_at, r.ended_at
      from recompute_run r join project p on p.id = r.project_id
      where p.deleted_at is null ${reader && !reader.readsAll ? sql`and ${isMember(reader.personId)}` : sql``}`,
  },
  {
    kinds: ['import'],
    rows: (reader) => sql`
      select j.id, 'import' as kind, ${importState} as state, j.state as phase, j.organisation_id, j.project_id, j.person_id,
        case j.state when 'fetching' then (j.fetching ->> 'bytesDone')::bigint else j.rows_done end as done,
        case j.state when 'fetching' then (j.fetching ->> 'bytesTotal')::bigint else j.rows_total end as total, j.pause_requested,
        j.cancel_requested_at is not null as cancel_requested, j.error ->> 'message' as error, null as workflow_run_id,
        j.revision, j.created_at, j.phase_started_at as started_at, j.ended_at
      from import_job j
      where ${reader && !reader.readsAll ? sql`j.person_id = ${reader.personId}` : sql`true`}`,
  },
  {
    kinds: ['seed', 'purge'],
    rows: (reader) => sql`
      select j.id, j.kind, j.state, null as phase, j.organisation_id, null::uuid as project_id, j.person_id, j.done, j.total,
        j.pause_requested, j.cancel_requested_at is not null as cancel_requested, j.error, null as workflow_run_id,
        j.revision, j.created_at, j.started_at, j.ended_at
      from job j
      where ${reader ? sql`case when j.organisation_id is null then ${reader.readsInstance}::boolean else ${reader.readsSeeds}::boolean end` : sql`true`}`,
  },
  {
    // A suspension is one statement, and no work.
    kinds: lifeRunKinds,
    rows: (reader) => sql`
      select r.id, 'organisation-' || r.kind as kind, r.state, null as phase, r.organisation_id, null::uuid as project_id, r.person_id,
        r.rows_done as done, r.rows_total as total, r.pause_requested,
        r.cancel_requested_at is not null as cancel_requested, r.error, null as workflow_run_id, r.revision, r.created_at,
        r.started_at, r.ended_at
      from organisation_run r
      where r.kind in ('create', 'export', 'import', 'delete') ${reader ? sql`and ${reader.readsLife}::boolean` : sql``}`,
  },
]

/** Of all sources that a filter leaves, the newest `limit` each, then of those the newest. */
async function selectRuns(
  transaction: Transaction,
  { kind, state, projectId, id, personId }: RunFilter,
  reader: RunReader | null,
  { limit, before }: { limit: number; before: { micros: number; id: string } | null },
): Promise<AnyRunRow[]> {
  const asked = sources.filter(
    ({ kinds }) =>
      (kind === undefined || kinds.includes(kind)) && (!reader || kinds.some((each) => reader.kinds.includes(each))),
  )
  if (asked.length === 0) return []
  const conditions = [
    ...(kind === undefined ? [] : [sql`s.kind = ${kind}`]),
    ...(state === undefined ? [] : [sql`s.state = ${state}`]),
    ...(projectId === undefined ? [] : [sql`s.project_id = ${projectId}::uuid`]),
    ...(personId === undefined ? [] : [sql`s.person_id = ${personId}::uuid`]),
    ...(id === undefined ? [] : [sql`s.id = ${id}::uuid`]),
    ...(before === null
      ? []
      : [
          sql`(s.created_at, s.id) < (timestamptz 'epoch' + ${before.micros}::bigint * interval '1 microsecond', ${before.id}::uuid)`,
        ]),
    sql`true`,
  ]
  const newest = asked.map(
    ({ rows }) => sql`(select * from (${rows(reader)}) s where ${sql.join(conditions, sql` and `)}
      order by s.created_at desc, s.id desc limit ${limit})`,
  )
  const { rows } = await sql<AnyRunRow>`
    select s.id, s.kind, s.state, s.phase, s.organisation_id as "organisationId", s.project_id as "projectId", s.person_id as "personId",
      a.name as "personName", s.done, s.total, s.pause_requested as "pauseRequested",
      s.cancel_requested as "cancelRequested", s.error, s.workflow_run_id as "workflowRunId", s.revision,
      s.created_at as "createdAt", s.started_at as "startedAt", s.ended_at as "endedAt",
      exists (select from import_job f where f.id = s.id and f.state = 'failed' and f.expires_at > now()) as "keepsFile",
      (extract(epoch from s.created_at) * 1000000)::bigint as "createdMicros"
    from (${sql.join(newest, sql` union all `)}) s left join person a on a.id = s.person_id
    order by s.created_at desc, s.id desc limit ${limit}`.execute(transaction)
  return rows
}

export const listAnyRunRows = (
  transaction: Transaction,
  filter: RunFilter,
  reader: RunReader,
  page: { limit: number; before: { micros: number; id: string } | null },
) => selectRuns(transaction, filter, reader, page)

/** A run of any organisation: nobody is named. */
export interface InstanceRunRow extends AnyRunRow {
  /** The organisation is, and its work rests. */
  isClosed: boolean
}

/** Of all organisations, newest first. Nothing checks whether that is allowed: ask `requireInstanceAct` of the domain before. */
export async function listInstanceRunRows(
  transaction: Transaction,
  { kind, state, projectId, id, organisationId }: RunFilter & { organisationId?: string | undefined },
  { limit, before }: { limit: number; before: { micros: number; id: string } | null },
): Promise<InstanceRunRow[]> {
  const { rows } = await sql<InstanceRunRow>`
    select s.id, s.organisation_id as "organisationId", s.is_closed as "isClosed", s.kind, s.state, s.phase,
      s.project_id as "projectId", null as "personId", null as "personName", s.done, s.total,
      s.pause_requested as "pauseRequested", s.cancel_requested as "cancelRequested", s.error,
      s.workflow_run_id as "workflowRunId", s.revision, s.created_at as "createdAt", s.started_at as "startedAt",
      s.ended_at as "endedAt", s.keeps_file as "keepsFile",
      (extract(epoch from s.created_at) * 1000000)::bigint as "createdMicros"
    from list_instance_runs(${organisationId ?? null}::uuid, ${kind ?? null}, ${state ?? null}, ${projectId ?? null}::uuid,
      ${id ?? null}::uuid, timestamptz 'epoch' + ${before?.micros ?? null}::bigint * interval '1 microsecond',
      ${before?.id ?? null}::uuid, ${limit}) s`.execute(transaction)
  return rows
}

/** Whoever may see it. */
export async function findAnyRunRow(transaction: Transaction, id: string): Promise<AnyRunRow | null> {
  const [row] = await selectRuns(transaction, { id }, null, { limit: 1, before: null })
  return row ?? null
}

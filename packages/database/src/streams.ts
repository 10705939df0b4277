import {
  type PayloadOf,
  type SentEvent,
  type StreamEventType,
  type StreamKind,
  streamEvent,
  thinned,
} from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import { json, type Transaction } from './database.ts'
import { watchersOf } from './watchers.ts'

/** Channels of NOTIFY. Wake-ups only: what counts is read from the tables; signals pass and are gone. `run`: the id of one that changed. */
export const channels = {
  event: 'throughline_event',
  work: 'throughline_work',
  signal: 'throughline_signal',
  run: 'throughline_run',
} as const

/** Payload of `channels.event`; a gateway that holds no socket of the stream drops it. */
export interface StreamNotice {
  streamId: string
  organisationId: string
  kind: StreamKind
  revision: number
}

/** Payload of `channels.signal`: what sockets of a stream are told beside its events, and nobody keeps. */
export type Signal =
  | {
      kind: 'running'
      streamId: string
      organisationId: string
      runId: string
      runNumber: number
      inputRevision: number
    }
  | { kind: 'presence'; streamId: string; organisationId: string }
  /** What a person was told, or has read. */
  | { kind: 'inbox'; organisationId: string; personId: string }

/** Reaches the gateways when the transaction commits. */
export async function sendSignals(transaction: Transaction, signals: readonly Signal[]): Promise<void> {
  if (signals.length === 0) return
  const payloads = signals.map(json)
  await sql`select pg_notify(${channels.signal}, payload) from unnest(${payloads}::text[]) payload`.execute(transaction)
}

export async function insertStream(transaction: Transaction, organisationId: string, kind: StreamKind, id: string) {
  await transaction.insertInto('stream').values({ id, organisation_id: organisationId, kind }).execute()
}

/** Locks the stream until the end of the transaction and answers its head; null when there is none to see. */
export async function lockStream(transaction: Transaction, streamId: string): Promise<number | null> {
  const row = await transaction
    .selectFrom('stream')
    .select('head')
    .where('id', '=', streamId)
    .forUpdate()
    .executeTakeFirst()
  return row?.head ?? null
}

/** Keeps writers of the stream away until the end of the transaction; readers do not wait for each other. */
export async function lockStreamForReading(transaction: Transaction, streamId: string) {
  await transaction.selectFrom('stream').select('id').where('id', '=', streamId).forShare().execute()
}

/** Takes the next revision; the row lock serialises writers, so revisions are gap-free and in commit order. */
export async function takeRevision(transaction: Transaction, streamId: string): Promise<number> {
  const { head } = await transaction
    .updateTable('stream')
    .set({ head: sql`head + 1` })
    .where('id', '=', streamId)
    .returning('head')
    .executeTakeFirstOrThrow()
  return head
}

export interface NewEvent<Type extends StreamEventType> {
  organisationId: string
  kind: StreamKind
  streamId: string
  revision: number
  type: Type
  payload: PayloadOf<Type>
}

/** Stores the event of a revision and wakes the gateways when the transaction commits. */
export async function insertEvent<Type extends StreamEventType>(transaction: Transaction, event: NewEvent<Type>) {
  const { organisationId, kind, streamId, revision, type, payload } = event
  const notice: StreamNotice = { streamId, organisationId, kind, revision }
  await sql`
    with told as (
      insert into event (stream_id, organisation_id, revision, type, payload)
      values (${streamId}, ${organisationId}, ${revision}, ${type}, ${payloadText(type, payload)}))
    select pg_notify(${channels.event}, ${json(notice)})`.execute(transaction)
}

/** The same for events of several streams, of one type and in one statement. */
export async function insertEvents<Type extends StreamEventType>(
  transaction: Transaction,
  events: readonly NewEvent<Type>[],
) {
  const notices = events.map(({ organisationId, kind, streamId, revision }): StreamNotice => {
    return { streamId, organisationId, kind, revision }
  })
  const all = <Value>(of: (event: NewEvent<Type>) => Value) => events.map(of)
  await sql`
    with told as (
      insert into event (stream_id, organisation_id, revision, type, payload)
      select * from unnest(${all((event) => event.streamId)}::uuid[], ${all((event) => event.organisationId)}::uuid[],
        ${all((event) => event.revision)}::bigint[], ${all((event) => event.type)}::text[],
        ${all((event) => payloadText(event.type, event.payload))}::jsonb[]))
    select pg_notify(${channels.event}, notice) from unnest(${notices.map(json)}::text[]) notice`.execute(transaction)
}

/** The payload of an event as it is stored. */
export const payloadText = <Type extends StreamEventType>(type: Type, payload: PayloadOf<Type>): string =>
  json(thinned(streamEvent, { type, payload } as SentEvent).payload)

/** Which events are read: those after `since`, at most `limit`, and none more once `bytes` of payload, as stored, are passed. */
export interface EventRange {
  streamId: string
  since: number
  limit: number
  bytes?: number
}

function selectEvents<Row>({ streamId, since, limit, bytes }: EventRange, more: RawBuilder<unknown> = sql``) {
  return sql<Row>`
    select revision, type, payload, created_at as at ${more}
    from (
      select revision, type, payload, created_at,
        sum(pg_column_size(payload)) over (order by revision) - pg_column_size(payload) as before
      from event where stream_id = ${streamId} and revision > ${since} order by revision limit ${limit}) e
    where before < ${bytes ?? Number.MAX_SAFE_INTEGER} order by revision`
}

type EventRow = Omit<SentEvent, 'streamId'>

/** Events after `since`, in order, at most `limit`. The first is that of `since + 1`, unless it is no longer kept. */
export async function listEvents(transaction: Transaction, streamId: string, since: number, limit: number) {
  const { rows } = await selectEvents<EventRow>({ streamId, since, limit }).execute(transaction)
  return rows.map((row) => ({ streamId, ...row }) as SentEvent)
}

/** The same of a project, and those of the people who may watch it at this moment; null when there is no event to see. */
export async function listEventsFor(transaction: Transaction, range: EventRange, personIds: readonly string[]) {
  const { streamId } = range
  const allowed = sql`, array(select person_id from ${watchersOf(streamId, personIds)}) as allowed`
  const { rows } = await selectEvents<EventRow & { allowed: string[] }>(range, allowed).execute(transaction)
  const events = rows.map(({ allowed: _, ...row }) => ({ streamId, ...row }) as SentEvent)
  return { events, allowed: rows[0] ? new Set(rows[0].allowed) : null }
}

/** The event of one revision; null when there is none, or it is no longer kept. */
export async function findEvent(transaction: Transaction, streamId: string, revision: number) {
  const [event] = await listEvents(transaction, streamId, revision - 1, 1)
  return event?.revision === revision ? event : null
}

import type { PayloadOf } from '@throughline/contract'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { NewChangeSet } from './change-sets.ts'
import { json, type Transaction } from './database.ts'
import { channels, payloadText, type StreamNotice } from './streams.ts'

/**
 * Puts a change set down as the next revision of its project: moves the head, marks the project, keeps the change set
 * and its event, asks for the recompute when `requestsWork`, and wakes the gateways and the dispatchers; one statement.
 * The caller holds the stream's lock, which is what makes `revision` the next. Throws when it is not.
 */
export async function insertChange(
  transaction: Transaction,
  change: NewChangeSet,
  { payload, requestsWork }: { payload: PayloadOf<'plan.changed'>; requestsWork: boolean },
): Promise<void> {
  const { id, organisationId, projectId, revision, asksRecompute } = change
  const notice: StreamNotice = { streamId: projectId, organisationId, kind: 'project', revision }
  const { rows } = await sql`
    with moved as (
      update stream set head = ${revision} where id = ${projectId} and head = ${revision}::bigint - 1 returning id),
    marked as (
      update project set updated_at = now(),
        input_revision = case when ${asksRecompute} then ${revision}::bigint else input_revision end
      where id = ${projectId}),
    kept as (
      insert into change_set (id, organisation_id, project_id, revision, kind, actor_id, summary, operations, inverse,
        asks_recompute, act_id, reverts_act_id)
      values (${id}, ${organisationId}, ${projectId}, ${revision}, ${change.kind}, ${change.actorId}, ${change.summary},
        ${json(change.operations)}, ${json(change.inverse)}, ${asksRecompute}, ${change.actId ?? id},
        ${change.revertsActId ?? null})),
    told as (
      insert into event (stream_id, organisation_id, revision, type, payload)
      values (${projectId}, ${organisationId}, ${revision}, 'plan.changed', ${payloadText('plan.changed', payload)})),
    asked as (
      insert into work_request (id, organisation_id, kind, subject_id, revision)
      select ${uuid()}::uuid, ${organisationId}::uuid, 'recompute', ${projectId}::uuid, ${revision}::bigint
      where ${requestsWork})
    select pg_notify(${channels.event}, ${json(notice)}),
      case when ${requestsWork} then pg_notify(${channels.work}, '') end
    from moved`.execute(transaction)
  if (rows.length !== 1) throw new Error(`${revision} is not the next revision of the project ${projectId}`)
}

import type { AuditFilter } from '@throughline/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema, Transaction } from './database.ts'

export interface AuditRow {
  id: string
  at: string
  act: string
  entity: string
  entityId: string | null
  change: string
  personId: string | null
  personName: string | null
  credentialKind: string | null
  credentialId: string | null
  address: string | null
  agent: string | null
  requestId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  sequence: number | null
  hash: string | null
}

/** The trail of the organisation, newest first, from before the row `before` on. */
export async function listAuditRows(
  transaction: Transaction,
  filter: AuditFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<AuditRow[]> {
  const { personId = null, act = null, entity = null, entityId = null, change = null, from = null, to = null } = filter
  const { rows } = await sql<AuditRow>`
    select e.id::text as id, e.at, e.act, e.entity, e.entity_id as "entityId", e.change, e.person_id as "personId",
      p.name as "personName", e.credential_kind as "credentialKind", e.credential_id as "credentialId", e.address, e.agent,
      e.request_id as "requestId", e.before, e.after, e.sequence, encode(e.hash, 'hex') as hash
    from audit_event e left join person p on p.id = e.person_id
    where (${before}::bigint is null or e.id < ${before}::bigint)
      and (${personId}::uuid is null or e.person_id = ${personId}::uuid)
      and (${act}::text is null or e.act = ${act})
      and (${entity}::text is null or e.entity = ${entity})
      and (${entityId}::text is null or e.entity_id = ${entityId})
      and (${change}::text is null or e.change = ${change})
      and (${from}::timestamptz is null or e.at >= ${from}::timestamptz)
      and (${to}::timestamptz is null or e.at < ${to}::timestamptz)
    order by e.id desc limit ${limit}`.execute(transaction)
  return rows
}

/** Chains rows of the trail that are not yet, of all organisations, at most so many; answers how many it were. */
export async function sealAudit(executor: Kysely<Schema>, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select seal_audit(${limit}) as count`.execute(executor)
  return rows[0]?.count ?? 0
}

/** Tells of a sign-in that was refused, where the address is somebody's. */
export async function auditRefusedSignIn(transaction: Transaction, email: string): Promise<void> {
  await sql`select audit_refused_sign_in(${email})`.execute(transaction)
}

export async function listAuditedOrganisations(executor: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from list_audited_organisations() as id`.execute(executor)
  return rows.map(({ id }) => id)
}

/** A sealed row as its hash covers it. */
export interface SealedRow {
  sequence: number
  content: string
  hash: Buffer
}

/** The chain of the transaction's organisation behind a place in it, in order. */
export async function listSealedRows(transaction: Transaction, after: number, limit: number): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select e.sequence, audit_content(e) as content, e.hash from audit_event e
    where e.organisation_id = current_organisation() and e.sequence > ${after} order by e.sequence limit ${limit}
  `.execute(transaction)
  return rows
}

/** What the sealer says of the chain's end, and what is not sealed yet. */
export async function findAuditEnd(transaction: Transaction) {
  const { rows } = await sql<{
    sequence: number | null
    hash: Buffer | null
    unsealed: number
    oldestUnsealedAt: string | null
  }>`
    select h.sequence, h.hash, count(e.id)::integer as unsealed, min(e.at) as "oldestUnsealedAt"
    from (select 1) one
    left join audit_head h on h.organisation_id = current_organisation()
    left join audit_event e on e.organisation_id = current_organisation() and e.hash is null
    group by h.sequence, h.hash`.execute(transaction)
  return rows[0] ?? { sequence: null, hash: null, unsealed: 0, oldestUnsealedAt: null }
}

import type { AuditEvent, AuditFilter } from '@throughline/contract'
import { type AuditRow, listAuditRows, type Transaction } from '@throughline/database'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'

/** The audit trail of the organisation, newest first. Throws ProblemError `forbidden` for others than admins. */
export async function listAuditEvents(
  transaction: Transaction,
  actor: Actor,
  { limit, after, ...filter }: AuditFilter & { limit: number; after?: string | undefined },
): Promise<{ items: AuditEvent[]; next: string | null }> {
  requireOrganisationAct(actor, 'audit.read')
  const rows = await listAuditRows(transaction, filter, { before: after ?? null, limit: limit + 1 })
  const items = rows.slice(0, limit).map(present)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

function present(row: AuditRow): AuditEvent {
  const { personId, personName, credentialKind, credentialId, change, ...rest } = row
  return {
    ...rest,
    change: change as AuditEvent['change'],
    person: personId === null ? null : { id: personId, name: personName },
    credential: credentialKind === null || credentialId === null ? null : { kind: credentialKind, id: credentialId },
  }
}

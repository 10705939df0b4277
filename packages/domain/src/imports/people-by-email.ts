import { findMembersByEmail, type Transaction } from '@throughline/database'
import type { FileRow } from './file-row.ts'

/** The rows, of which resources are the people of the organisation whose addresses they have. */
export async function withPeople(transaction: Transaction, rows: readonly FileRow[]): Promise<readonly FileRow[]> {
  const emails = new Set(rows.flatMap((row) => emailOf(row) ?? []))
  if (emails.size === 0) return rows
  const people = await findMembersByEmail(transaction, [...emails])
  return rows.map((row) => {
    const personId = people.get(emailOf(row) ?? '')
    return personId === undefined ? row : { ...row, values: { ...row.values, personId } }
  })
}

function emailOf({ entity, values }: FileRow): string | null {
  if (entity !== 'resource' || values.kind !== 'work' || typeof values.email !== 'string') return null
  return values.email.trim().toLowerCase() || null
}

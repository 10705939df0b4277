import type { ImportDateDifference } from '@throughline/contract'
import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'

const rowsPerStatement = 2_000

export async function insertImportDates(
  transaction: Transaction,
  place: { organisationId: string; importId: string },
  differences: readonly ImportDateDifference[],
) {
  for (let from = 0; from < differences.length; from += rowsPerStatement) {
    const records = json(
      differences.slice(from, from + rowsPerStatement).map((each, at) => ({ ...each, number: from + at + 1 })),
    )
    await sql`
      insert into import_date (import_id, organisation_id, number, task_id, name, field, stored, computed, rule)
      select ${place.importId}, ${place.organisationId}, r.number, r."taskId", r.name, r.field, r.stored, r.computed, r.rule
      from jsonb_to_recordset(${records}::jsonb) as r (number integer, "taskId" uuid, name text, field text, stored jsonb,
        computed jsonb, rule text)
      on conflict do nothing`.execute(transaction)
  }
}

export async function listImportDatesAfter(
  transaction: Transaction,
  importId: string,
  after: number,
  limit: number,
): Promise<(ImportDateDifference & { number: number })[]> {
  const { rows } = await sql<ImportDateDifference & { number: number }>`
    select number, task_id as "taskId", name, field, stored, computed, rule from import_date
    where import_id = ${importId} and number > ${after} order by number limit ${limit}`.execute(transaction)
  return rows
}

import { sql } from 'kysely'
import type { Database, Transaction } from './database.ts'

/** What row-level security goes by. Without it a transaction sees no rows of any organisation. */
export interface Tenant {
  readonly organisationId: string
}

/** Runs `act` in a transaction that sees the rows of one organisation. */
export function withTransaction<Result>(
  database: Database,
  tenant: Tenant,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.kysely.transaction().execute(async (transaction) => {
    await sql`select set_config('app.organisation_id', ${tenant.organisationId}, true)`.execute(transaction)
    return act(transaction)
  })
}

/** For what stands before a tenant: sign-in and maintenance, by the narrow functions of `throughline_gatekeeper`. */
export function withoutTenant<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.kysely.transaction().execute(act)
}

/** Across tenants, as `throughline_dispatcher`: sees work requests and heads of streams, and nothing else. */
export function asDispatcher<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.kysely.transaction().execute(async (transaction) => {
    await sql`select set_config('role', 'throughline_dispatcher', true)`.execute(transaction)
    return act(transaction)
  })
}

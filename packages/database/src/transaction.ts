import { sql } from 'kysely'
import pg from 'pg'
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
  return inTransaction(database, setting('app.organisation_id', tenant.organisationId), act)
}

/** For what stands before a tenant: sign-in and maintenance, by the narrow functions of `throughline_gatekeeper`. */
export function withoutTenant<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database, '', act)
}

/** Across tenants, as `throughline_dispatcher`: sees work requests and heads of streams, and nothing else. */
export function asDispatcher<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database, setting('role', 'throughline_dispatcher'), act)
}

/** For this transaction only: the next one on the server connection is somebody else's. */
const setting = (name: string, value: string): string =>
  `select set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`

/** Begins with `opening` in one round trip, and commits when `act` is done, or rolls back. */
function inTransaction<Result>(
  { kysely }: Database,
  opening: string,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return kysely.connection().execute(async (connection) => {
    const run = (text: string) => sql.raw(text).execute(connection)
    try {
      await run(`begin; ${opening}`)
      const result = await act(connection as Transaction)
      await run('commit')
      return result
    } catch (error) {
      // Its own failure, on a connection that is gone, says less than what came before it.
      await run('rollback').catch(() => undefined)
      throw error
    }
  })
}

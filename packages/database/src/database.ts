import { Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

/**
 * The pool (pg-pool, as pg exports it) through PgBouncer in transaction mode. Statements stay unnamed: a named one belongs to a server connection
 * that the next transaction does not get. Timeouts are settings of the database role (sql/roles.sql).
 *
 * Values: int8 comes as number (checked), timestamp as wall time to the minute, timestamptz as ISO 8601 in UTC.
 */
export type Schema = DB
export type Transaction = KyselyTransaction<Schema>
export interface Database {
  readonly kysely: Kysely<Schema>
  close(): Promise<void>
}

export interface DatabaseOptions {
  connectionString: string
  /** Connections of this process at most; PgBouncer's `max_client_conn` bounds their sum. */
  poolSize: number
  applicationName?: string
  /** An idle connection that broke (PgBouncer went away); the pool replaces it. */
  onIdleError?: (error: Error) => void
}

const { INT8, TIMESTAMP, TIMESTAMPTZ, DATE, NUMERIC } = pg.types.builtins

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond what a number holds`)
  return value
}

const utc = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.(\d+))?\+00$/

/** ISO 8601 to the millisecond. Text in UTC, which is what all our servers send, is rewritten, without making a Date of it. */
function parseInstant(text: string): string {
  const found = utc.exec(text)
  if (!found) return new Date(text).toISOString()
  const milliseconds = (found[1] ?? '').padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`
}

const parsers: Record<number, (text: string) => unknown> = {
  [INT8]: parseInteger,
  [TIMESTAMP]: (text) => text.slice(0, 16).replace(' ', 'T'),
  [TIMESTAMPTZ]: parseInstant,
  [DATE]: (text) => text,
  [NUMERIC]: (text) => text,
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format as 'text')
  },
}

class UnnamedClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads of query have no common supertype
  override query(...args: any[]): any {
    if (args[0]?.name) throw new Error(`the statement "${args[0].name}" is named, which PgBouncer cannot carry`)
    return super.query(...(args as [string]))
  }
}

export function createDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.poolSize,
    application_name: options.applicationName ?? 'throughline',
    connectionTimeoutMillis: 10_000,
    Client: UnnamedClient,
    types: types as pg.CustomTypesConfig,
  })
  pool.on('error', (error) => options.onIdleError?.(error))
  // One that breaks between two statements of a transaction has nobody else to tell: unheard, it would end the process.
  // The next statement of the transaction fails by itself.
  pool.on('connect', (client) => client.on('error', (error) => options.onIdleError?.(error)))
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return { kysely, close: () => kysely.destroy() }
}

/** A value for a json column; node-pg would turn an array into a PostgreSQL array. */
export const json = (value: unknown): string => JSON.stringify(value)

import { CompiledQuery, Kysely, Transaction as KyselyTransaction, PostgresDialect } from 'kysely'
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
  /** Runs `act` with a connection of its own, which it has until it is done. */
  reserve<Result>(act: (connection: ReservedConnection) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Statements go out as they are issued, in that order, without waiting for the answers to those before. */
export interface ReservedConnection {
  readonly transaction: Transaction
  /** What frames the transaction: `begin`, `commit`, `rollback`. */
  frame(text: string): Promise<void>
  /** From here on `transaction` refuses: a statement that comes late would run in somebody else's transaction. */
  end(): void
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

/** Statements issued in one turn leave in one write, and are answered in order: a round trip for all of them. */
class PipelinedClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads of query have no common supertype
  override query(...args: any[]): any {
    if (args[0]?.name) throw new Error(`the statement "${args[0].name}" is named, which PgBouncer cannot carry`)
    const { stream } = this.connection
    stream.cork()
    process.nextTick(() => stream.uncork())
    return super.query(...(args as [string]))
  }
}

export function createDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.poolSize,
    application_name: options.applicationName ?? 'throughline',
    connectionTimeoutMillis: 10_000,
    Client: PipelinedClient,
    pipeline: true,
    types: types as pg.CustomTypesConfig,
  })
  pool.on('error', (error) => options.onIdleError?.(error))
  // One that breaks between two statements of a transaction has nobody else to tell: unheard, it would end the process.
  // The next statement of the transaction fails by itself.
  pool.on('connect', (client) => client.on('error', (error) => options.onIdleError?.(error)))
  const dialect = new PostgresDialect({ pool })
  const kysely = new Kysely<Schema>({ dialect })
  return { kysely, reserve: reserveFrom(kysely, dialect), close: () => kysely.destroy() }
}

/** Kysely's own connections and transactions send one statement after the other's answer. */
function reserveFrom(kysely: Kysely<Schema>, dialect: PostgresDialect): Database['reserve'] {
  const executor = kysely.getExecutor()
  const driver = dialect.createDriver()
  return (act) =>
    executor.provideConnection((connection) => {
      let ended = false
      const bound = executor.withConnectionProvider({
        async provideConnection(use) {
          if (ended) throw new Error('the transaction has ended')
          return use(connection)
        },
      })
      return act({
        transaction: new KyselyTransaction<Schema>({ config: { dialect }, dialect, driver, executor: bound }),
        async frame(text) {
          await connection.executeQuery(CompiledQuery.raw(text))
        },
        end() {
          ended = true
        },
      })
    })
}

/** A value for a json column; node-pg would turn an array into a PostgreSQL array. */
export const json = (value: unknown): string => JSON.stringify(value)

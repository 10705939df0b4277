import type { OrganisationRole } from '@throughline/contract'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database, Transaction } from './database.ts'

/** What row-level security goes by. Without it a transaction sees no rows of any organisation. */
export interface Tenant {
  readonly organisationId: string
  /** What the transaction acts by, where that may be out of date; it fails unless this still holds: `isStaleCredential`. */
  readonly credential?: Credential
  /** Whether it may be suspended, or wait for its deletion; left out: it may not, where a credential is required. */
  readonly mayBeClosed?: boolean
  /** Projects of others are not there for it either; left out: it sees all. */
  readonly projectIds?: readonly string[] | null
  /** Who acts, as the audit trail tells it. */
  readonly caller?: Caller
}

/** Where a change comes from: kept with it in the audit trail. */
export interface Caller {
  /** The operation. */
  readonly act: string
  /** Left out: a stranger. */
  readonly personId?: string
  readonly kind?: Credential['kind']
  /** Of the session or the token. */
  readonly id?: string
  readonly address: string
  readonly agent: string
  readonly requestId: string
}

/** A session or a token that was found living, and what its person was then. */
export interface Credential {
  readonly kind: 'session' | 'token'
  readonly id: string
  readonly personId: string
  readonly organisationRole: OrganisationRole
}

export const isStaleCredential = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'TL401'

/** The organisation is suspended, or waits for its deletion. */
export const isClosedOrganisation = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'TL403'

/** Runs `act` in a transaction that sees the rows of one organisation. */
export function withTransaction<Result>(
  database: Database,
  tenant: Tenant,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return inTransaction(
    database,
    `select ${setting('app.organisation_id', tenant.organisationId)}${limiting(tenant)}${telling(tenant.caller)}${requiring(tenant)}`,
    act,
  )
}

/** The same, all of it as the organisation is at one moment; it only reads. */
export function withSnapshot<Result>(
  database: Database,
  { organisationId }: Pick<Tenant, 'organisationId'>,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const begin = 'begin isolation level repeatable read read only'
  return inTransaction(database, `select ${setting('app.organisation_id', organisationId)}`, act, begin)
}

/**
 * Does something in another organisation within a transaction, and comes back. Nothing checks whether that is allowed: ask
 * `requireLifeAct` of the domain before.
 */
export async function inOrganisation<Result>(
  transaction: Transaction,
  { from, to }: { from: string; to: string },
  act: () => Promise<Result>,
): Promise<Result> {
  if (from === to) return act()
  await enter(transaction, to)
  const result = await act()
  await enter(transaction, from)
  return result
}

async function enter(transaction: Transaction, organisationId: string): Promise<void> {
  await sql`select set_config('app.organisation_id', ${organisationId}, true)`.execute(transaction)
}

/** For what stands before a tenant: sign-in and maintenance, by the narrow functions of `throughline_gatekeeper`. */
export function withoutTenant<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
  caller?: Caller,
): Promise<Result> {
  return inTransaction(database, caller ? `select true${telling(caller)}` : '', act)
}

/** Across tenants, as `throughline_dispatcher`: sees work requests and heads of streams, and nothing else. */
export function asDispatcher<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database, `select ${setting('role', 'throughline_dispatcher')}`, act)
}

/** For this transaction only: the next one on the server connection is somebody else's. */
const setting = (name: string, value: string): string =>
  `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`

const telling = (caller: Caller | undefined): string =>
  caller ? `, ${setting('app.caller', JSON.stringify(caller))}` : ''

const limiting = ({ projectIds }: Tenant): string =>
  projectIds ? `, ${setting('app.project_ids', `{${projectIds.join(',')}}`)}` : ''

function requiring({ organisationId, credential, mayBeClosed }: Tenant): string {
  if (!credential) return ''
  const { kind, id, personId, organisationRole } = credential
  const given = [kind, id, personId, organisationId, organisationRole].map((value) => pg.escapeLiteral(value))
  const open = mayBeClosed ? '' : `, require_open_organisation(${pg.escapeLiteral(organisationId)})`
  return `, require_credential(${given.join(', ')})${open}`
}

/** What ends a transaction that is under way. */
const endings = new WeakMap<Transaction, () => void>()

/**
 * Statements that were issued one behind the other without waiting. The first that failed says why; those behind it only
 * that the transaction was aborted.
 */
export async function allInOrder<Results extends readonly unknown[]>(
  statements: readonly [...{ [Each in keyof Results]: Promise<Results[Each]> | Results[Each] }],
): Promise<Results> {
  const settled = await Promise.allSettled(statements)
  const failed = settled.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as Results
}

/**
 * For what has issued all its statements: the commit goes out behind them, in their round trip, and the transaction
 * refuses what is asked for later.
 */
export function endWith<Result>(transaction: Transaction, statements: Promise<Result>): Promise<Result> {
  endings.get(transaction)?.()
  return statements
}

/**
 * Begins with `opening`, and commits when `act` is done, or rolls back. `act` does not wait for the beginning: its
 * statements follow in the same round trip, and fail with it. Nothing is sent after the commit until that is answered,
 * since PgBouncer then gives the server connection to somebody else.
 */
function inTransaction<Result>(
  database: Database,
  opening: string,
  act: (transaction: Transaction) => Promise<Result>,
  begin = 'begin',
): Promise<Result> {
  return database.reserve(async ({ transaction, frame, end }) => {
    let ending: Promise<unknown> | undefined
    const finish = (text: 'commit' | 'rollback') => {
      end()
      ending ??= frame(text)
      // Heard below, but perhaps later than it fails.
      ending.catch(() => undefined)
      return ending
    }
    endings.set(transaction, () => void finish('commit'))
    const opened = frame(`${begin}; ${opening}`)
    const [beginning, acting] = await Promise.allSettled([opened, (async () => act(transaction))()])
    try {
      // What failed first says why; statements after it only that the transaction was aborted.
      if (beginning.status === 'rejected') throw beginning.reason
      if (acting.status === 'rejected') throw acting.reason
      await finish('commit')
      return acting.value
    } catch (error) {
      // A commit that went out already rolls back what failed before it. And its own failure, on a connection that is
      // gone, says less than what came before it.
      await finish('rollback').catch(() => undefined)
      throw error
    }
  })
}

// Runs of all organisations, for who runs the instance (decision 40): told by ids, without names.
import { type AnyRun, NotFoundError, ProblemError, type RunScope, type RunsQuery } from '@throughline/contract'
import { type InstanceRunRow, listInstanceRunRows, type Transaction } from '@throughline/database'
import { requireInstanceAct } from '../accounts/operators.ts'
import type { Page } from '../changes/read-change-sets.ts'
import { inAnyOrganisation } from '../organisation/life/require-life-act.ts'
import { type AskedOfRun, askRun } from './ask-run.ts'
import { getAnyRun, listAllRuns, pageOf, placeOf, presentAnyRun, type RunAddresses } from './read-runs.ts'
import { type RunActor, runKinds } from './run-kinds.ts'

export async function listScopedRuns(
  transaction: Transaction,
  actor: RunActor,
  query: RunsQuery,
  addresses: RunAddresses,
): Promise<Page<AnyRun>> {
  const { limit, cursor, scope, ...filter } = query
  if (scope !== 'instance') {
    if (query.organisationId !== undefined)
      throw new ProblemError('bad-request', { detail: 'organisationId is for who asks with scope=instance.' })
    return listAllRuns(transaction, actor, query, addresses)
  }
  await requireOversight(transaction, actor)
  const found = await listInstanceRunRows(transaction, filter, { limit: limit + 1, before: placeOf(cursor) })
  const { rows, next } = pageOf(found, limit)
  return { items: rows.map((row) => presentOverseen(row, actor, addresses)), next }
}

export async function getScopedRun(
  transaction: Transaction,
  actor: RunActor,
  { runId, scope }: { runId: string; scope?: RunScope },
  addresses: RunAddresses,
): Promise<AnyRun> {
  if (scope !== 'instance') return getAnyRun(transaction, actor, runId, addresses)
  await requireOversight(transaction, actor)
  return presentOverseen(await getOverseen(transaction, runId), actor, addresses)
}

/**
 * Asks something of a run. One of another organisation is asked there, by its own rules, as if one owned it: its trail tells
 * who did it.
 */
export async function askScopedRun(
  transaction: Transaction,
  actor: RunActor,
  { scope, ...asked }: AskedOfRun & { scope?: RunScope },
  addresses: RunAddresses,
): Promise<AnyRun> {
  if (scope !== 'instance') return askRun(transaction, actor, asked, addresses)
  await requireOversight(transaction, actor)
  const { organisationId } = await getOverseen(transaction, asked.runId)
  const to = organisationId ?? actor.organisationId
  const there: RunActor = { ...actor, organisationId: to, organisationRole: 'owner', oversees: true }
  const { id } = await inAnyOrganisation(transaction, actor, to, () => askRun(transaction, there, asked, addresses))
  return presentOverseen(await getOverseen(transaction, id), actor, addresses)
}

async function requireOversight(transaction: Transaction, actor: RunActor): Promise<void> {
  await requireInstanceAct(transaction, actor, 'run.oversee')
  if (!actor.mayAdminister || actor.isOfProjects)
    throw new ProblemError('forbidden', { detail: 'This takes a token with the scope admin, and for all projects.' })
}

async function getOverseen(transaction: Transaction, id: string): Promise<InstanceRunRow> {
  const [row] = await listInstanceRunRows(transaction, { id }, { limit: 1, before: null })
  if (!row) throw new NotFoundError('run')
  return row
}

/** Of a closed organisation only what is about it as a whole can be acted upon. */
function presentOverseen({ isClosed, ...row }: InstanceRunRow, actor: RunActor, addresses: RunAddresses): AnyRun {
  const acts = !isClosed || runKinds[row.kind].isForClosed === true
  const { organisationId } = row
  const there = organisationId === null ? actor : { ...actor, organisationId }
  return presentAnyRun(row, there, acts ? 'act' : 'see', addresses)
}

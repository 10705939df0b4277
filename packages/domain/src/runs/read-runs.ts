import {
  type AnyRun,
  hasAllProjects,
  mayInOrganisation,
  NotFoundError,
  ProblemError,
  type RunAct,
  type RunKind,
  type RunsQuery,
  runKind,
} from '@throughline/contract'
import {
  type AnyRunRow,
  findAnyRunRow,
  findOrganisationLife,
  isOperator,
  listAnyRunRows,
  type Transaction,
} from '@throughline/database'
import type { Page } from '../changes/read-change-sets.ts'
import type { WorkflowUrl } from '../imports/present-import.ts'
import { stateOf } from '../organisation/life/present-life.ts'
import type { TemporalAddress } from '../plans/read-runs.ts'
import { type RunActor, type RunRight, rightOf, runKinds } from './run-kinds.ts'

/** Addresses in the Temporal UI: of a workflow, and of one run of it. */
export interface RunAddresses {
  workflow: WorkflowUrl
  run: TemporalAddress
}

/** Runs that the actor may see, newest first. */
export async function listAllRuns(
  transaction: Transaction,
  actor: RunActor,
  { limit, cursor, scope: _, organisationId: _of, mine, ...filter }: RunsQuery,
  addresses: RunAddresses,
): Promise<Page<AnyRun>> {
  const readsInstance = await isOperator(transaction, actor.personId)
  const readsLife = readsInstance || mayInOrganisation(actor.organisationRole, 'organisation.export')
  const open = await openKinds(transaction, readsLife)
  const reader = {
    personId: actor.personId,
    kinds: open.filter((kind) => runKinds[kind].isOfProject || !actor.isOfProjects),
    readsAll: hasAllProjects(actor.organisationRole),
    readsSeeds: mayInOrganisation(actor.organisationRole, 'organisation.seed'),
    readsLife,
    readsInstance,
  }
  const personId = mine ? actor.personId : undefined
  const found = await listAnyRunRows(transaction, { ...filter, personId }, reader, {
    limit: limit + 1,
    before: placeOf(cursor),
  })
  const { rows, next } = pageOf(found, limit)
  const rights = await Promise.all(rightsOf(transaction, actor, rows))
  return { items: rows.map((row, index) => presentAnyRun(row, actor, rights[index] ?? null, addresses)), next }
}

/** Of rows that are one more than asked for where another page follows. */
export function pageOf<Row extends AnyRunRow>(found: readonly Row[], limit: number) {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? `${last.createdMicros}.${last.id}` : null }
}

/** Of an organisation that is closed there is only what is about it as a whole. Throws `organisation-suspended`. */
async function openKinds(transaction: Transaction, readsLife: boolean): Promise<readonly RunKind[]> {
  const life = await findOrganisationLife(transaction)
  if (!life || stateOf(life) === 'active') return runKind.options
  if (!readsLife) throw new ProblemError('organisation-suspended')
  return runKind.options.filter((kind) => runKinds[kind].isForClosed)
}

/** What the actor may about each; asked once for what is of one project. */
function rightsOf(transaction: Transaction, actor: RunActor, rows: readonly AnyRunRow[]): Promise<RunRight>[] {
  const known = new Map<string, Promise<RunRight>>()
  return rows.map((row) => {
    const subject = row.kind === 'import' ? row.id : `${row.kind}/${row.projectId}`
    const right = known.get(subject) ?? rightOf(transaction, actor, row)
    known.set(subject, right)
    return right
  })
}

export function placeOf(cursor: string | undefined) {
  if (cursor === undefined) return null
  const [micros = '', id = ''] = cursor.split('.')
  return { micros: Number(micros), id }
}

/** One run, as it is, with what the actor may about it. Throws NotFoundError where they may not see it. */
export async function lookAtRun(transaction: Transaction, actor: RunActor, runId: string) {
  const row = await findAnyRunRow(transaction, runId)
  const right = row && (await rightOf(transaction, actor, row))
  const open = await openKinds(transaction, row !== null && right !== null && runKinds[row.kind].isForClosed === true)
  if (!row || !right || !open.includes(row.kind)) throw new NotFoundError('run')
  return { row, right }
}

export async function getAnyRun(
  transaction: Transaction,
  actor: RunActor,
  runId: string,
  addresses: RunAddresses,
): Promise<AnyRun> {
  const { row, right } = await lookAtRun(transaction, actor, runId)
  return presentAnyRun(row, actor, right, addresses)
}

export function presentAnyRun(row: AnyRunRow, actor: RunActor, right: RunRight, addresses: RunAddresses): AnyRun {
  const { personId, personName, workflowRunId, createdMicros: _, keepsFile: __, ...run } = row
  const workflowId =
    row.state === 'waiting' && row.kind === 'recompute' ? null : runKinds[row.kind].workflowId(row, actor)
  return {
    ...run,
    startedBy: personId === null ? null : { id: personId, name: personName ?? '' },
    acts: right === 'act' ? [...actsIn(row)] : [],
    workflowId,
    temporalUrl: workflowId && addressOf(row, workflowId, workflowRunId, addresses),
  }
}

function addressOf(row: AnyRunRow, workflowId: string, workflowRunId: string | null, addresses: RunAddresses) {
  if (workflowRunId !== null) return addresses.run(workflowId, workflowRunId)
  return row.kind === 'recompute' ? null : addresses.workflow(workflowId)
}

/** What has been asked already is not offered again. */
export const actsIn = (row: AnyRunRow): readonly RunAct[] => {
  const possible = runKinds[row.kind].actsIn(row)
  if (row.cancelRequested) return possible.filter((act) => act === 'retry')
  return row.pauseRequested ? possible.flatMap((act) => (act === 'pause' ? (['resume'] as const) : act)) : possible
}

import { type AnyRun, ProblemError, type RunAct, type RunStart } from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import { startPurge, startSeed } from './ask-jobs.ts'
import { actsIn, getAnyRun, lookAtRun, type RunAddresses } from './read-runs.ts'
import { type RunActor, runKinds } from './run-kinds.ts'
import { startRecompute } from './steer-recomputes.ts'

/** Starts a run; where one of its kind waits already, that one is answered. */
export async function startRun(
  transaction: Transaction,
  actor: RunActor,
  start: RunStart,
  addresses: RunAddresses,
): Promise<AnyRun> {
  if (start.kind !== 'recompute' && (!actor.mayAdminister || actor.isOfProjects))
    refuse('This takes a token with the scope admin, and for all projects.')
  return getAnyRun(transaction, actor, await startOf(transaction, actor, start), addresses)
}

function startOf(transaction: Transaction, actor: RunActor, start: RunStart): Promise<string> {
  if (start.kind === 'recompute') return startRecompute(transaction, actor, start.projectId)
  return start.kind === 'seed' ? startSeed(transaction, actor) : startPurge(transaction, actor)
}

export interface AskedOfRun {
  runId: string
  act: RunAct
  /** What becomes of what an import has written. */
  written?: 'keep' | 'roll-back' | undefined
}

/**
 * Asks something of a run, by what its own kind does. Throws NotFoundError where it cannot be seen, ProblemError `forbidden`
 * where it may not be changed, `conflict` where its state has no such act.
 */
export async function askRun(
  transaction: Transaction,
  actor: RunActor,
  { runId, act, written = 'roll-back' }: AskedOfRun,
  addresses: RunAddresses,
): Promise<AnyRun> {
  const { row, right } = await lookAtRun(transaction, actor, runId)
  if (right !== 'act') refuse('You may see this run, and not change it.')
  const ask = runKinds[row.kind].asks[act]
  if (!ask || !actsIn(row).includes(act)) throw new ProblemError('conflict', { detail: sayNot(act, row) })
  const id = await ask(transaction, actor, { row, written, workflowUrl: addresses.workflow })
  return getAnyRun(transaction, actor, id, addresses)
}

function sayNot(act: RunAct, { kind, state, phase }: { kind: string; state: string; phase: string | null }): string {
  const done = { pause: 'paused', resume: 'resumed', cancel: 'cancelled', retry: 'retried' }[act]
  const file = kind === 'import' && act === 'retry' ? ' Its file is not kept any more: upload it again.' : ''
  return `A run of the kind ${kind} that is ${phase ?? state} cannot be ${done}.${file}`
}

function refuse(detail: string): never {
  throw new ProblemError('forbidden', { detail })
}

import { isWithinScope, type RunAct, type RunScope } from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import {
  type Actor,
  askScopedRun,
  getScopedRun,
  listScopedRuns,
  type Principal,
  type RunActor,
  type RunAddresses,
  startRun,
} from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { Handlers } from '../http/call.ts'
import { runUrl, workflowUrl } from '../service/temporal-url.ts'

type Runs = Pick<
  Handlers,
  'listAllRuns' | 'startRun' | 'watchRun' | 'pauseRun' | 'resumeRun' | 'cancelRun' | 'retryRun'
>

export const runActorOf = (actor: Actor, { scope, projectIds }: Principal): RunActor => ({
  ...actor,
  isOfProjects: projectIds !== null,
  mayAdminister: isWithinScope(scope, 'admin'),
})

export const runAddresses = ({ settings }: AppContext): RunAddresses => ({
  workflow: workflowUrl(settings),
  run: runUrl(settings),
})

interface Asked {
  context: AppContext
  transaction: Transaction
  actor: Actor
  principal: Principal
  params: { runId: string }
  query: { scope?: RunScope }
}

const ask =
  (act: RunAct) =>
  ({ context, transaction, actor, principal, params: { runId }, query: { scope } }: Asked) =>
    askScopedRun(transaction, runActorOf(actor, principal), { runId, act, scope }, runAddresses(context))

/** Waiting for a change is done before and beside these (`wait-for-run.ts`). */
export const runHandlers: Runs = {
  listAllRuns: ({ context, transaction, actor, principal, query }) =>
    listScopedRuns(transaction, runActorOf(actor, principal), query, runAddresses(context)),
  startRun: ({ context, transaction, actor, principal, body }) =>
    startRun(transaction, runActorOf(actor, principal), body, runAddresses(context)),
  watchRun: ({ context, transaction, actor, principal, params: { runId }, query: { scope } }) =>
    getScopedRun(transaction, runActorOf(actor, principal), { runId, scope }, runAddresses(context)),
  pauseRun: ask('pause'),
  resumeRun: ask('resume'),
  cancelRun: ({ context, transaction, actor, principal, params: { runId }, query: { scope }, body }) =>
    askScopedRun(
      transaction,
      runActorOf(actor, principal),
      { runId, act: 'cancel', written: body?.written, scope },
      runAddresses(context),
    ),
  retryRun: ask('retry'),
}

import { isWithinScope, type RunAct } from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import {
  type Actor,
  askRun,
  getAnyRun,
  listAllRuns,
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
}

const ask =
  (act: RunAct) =>
  ({ context, transaction, actor, principal, params: { runId } }: Asked) =>
    askRun(transaction, runActorOf(actor, principal), { runId, act }, runAddresses(context))

/** Waiting for a change is done before and beside these (`wait-for-run.ts`). */
export const runHandlers: Runs = {
  listAllRuns: ({ context, transaction, actor, principal, query }) =>
    listAllRuns(transaction, runActorOf(actor, principal), query, runAddresses(context)),
  startRun: ({ context, transaction, actor, principal, body }) =>
    startRun(transaction, runActorOf(actor, principal), body, runAddresses(context)),
  watchRun: ({ context, transaction, actor, principal, params }) =>
    getAnyRun(transaction, runActorOf(actor, principal), params.runId, runAddresses(context)),
  pauseRun: ask('pause'),
  resumeRun: ask('resume'),
  cancelRun: ({ context, transaction, actor, principal, params: { runId }, body }) =>
    askRun(
      transaction,
      runActorOf(actor, principal),
      { runId, act: 'cancel', written: body?.written },
      runAddresses(context),
    ),
  retryRun: ask('retry'),
}

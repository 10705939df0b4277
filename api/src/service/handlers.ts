import { NotFoundError } from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import { findWaitingWork } from '@throughline/database'
import { startRun } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { runActorOf, runAddresses } from '../runs/handlers.ts'

export const serviceHandlers: Pick<Handlers, 'getStatus' | 'seedOrganisation'> = {
  async getStatus({ context, transaction }) {
    const { waiting, oldestAt, isLate } = await findWaitingWork(transaction)
    const temporal = (await context.temporal.isReachable()) ? 'reachable' : 'unreachable'
    return { temporal, dates: isLate ? 'late' : 'current', waitingRequests: waiting, oldestRequestAt: oldestAt }
  },
  async seedOrganisation({ context, transaction, actor, principal, params: { organisationId } }) {
    if (organisationId !== actor.organisationId) throw new NotFoundError('organisation')
    await startRun(transaction, runActorOf(actor, principal), { kind: 'seed' }, runAddresses(context))
    return { workflowId: workflowIds.seed(organisationId) }
  },
}

import { NotFoundError } from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import { findWaitingWork, insertWorkRequest } from '@throughline/database'
import { requireOrganisationAct } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

export const serviceHandlers: Pick<Handlers, 'getStatus' | 'seedOrganisation'> = {
  async getStatus({ context, transaction }) {
    const { waiting, oldestAt, isLate } = await findWaitingWork(transaction)
    const temporal = (await context.temporal.isReachable()) ? 'reachable' : 'unreachable'
    return { temporal, dates: isLate ? 'late' : 'current', waitingRequests: waiting, oldestRequestAt: oldestAt }
  },
  async seedOrganisation({ transaction, actor, params: { organisationId } }) {
    if (organisationId !== actor.organisationId) throw new NotFoundError('organisation')
    requireOrganisationAct(actor, 'organisation.seed')
    await insertWorkRequest(transaction, { organisationId, kind: 'seed', subjectId: organisationId })
    return { workflowId: workflowIds.seed(organisationId) }
  },
}

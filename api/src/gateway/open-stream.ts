import { ProblemError, type WatchRequest } from '@throughline/contract'
import { findStreamHead, listWatchers, withTransaction } from '@throughline/database'
import { getImport, type Principal, requireProjectRole } from '@throughline/domain'
import type { AppContext } from '../context.ts'
import { refusals } from './sockets.ts'

export type Opened = { head: number } | { code: 4003 | 4004 }

/** The head of a stream that the principal may watch; else why not. A stream of others looks as one that is not there. */
export function openStream(context: AppContext, principal: Principal, { kind, id }: WatchRequest): Promise<Opened> {
  const { organisationId, projectIds } = principal
  return withTransaction(context.database, { organisationId, projectIds }, async (transaction) => {
    try {
      if (kind === 'project') await requireProjectRole(transaction, principal, id, 'project.watch')
      else await getImport(transaction, principal, id)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return { code: error.type === 'not-found' ? refusals.noSuchStream : refusals.mayNotWatch }
    }
    // The socket knows the role that its person had when it connected.
    const { personId } = principal
    if (kind === 'project' && (await listWatchers(transaction, [{ projectId: id, personId }])).length === 0)
      return { code: refusals.mayNotWatch }
    const head = await findStreamHead(transaction, id)
    return head === undefined ? { code: refusals.noSuchStream } : { head }
  })
}

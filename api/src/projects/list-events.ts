import { ProblemError } from '@throughline/contract'
import { findStream, listEvents as readEvents } from '@throughline/database'
import { requireProjectRole } from '@throughline/domain'
import type { Handler } from '../http/call.ts'

const most = 500

/** What the socket would have told, for programs that pull. */
export const listEvents: Handler<'listEvents'> = async ({ transaction, actor, params: { projectId }, query }) => {
  await requireProjectRole(transaction, actor, projectId, 'project.watch')
  const { head = 0, floor = 0 } = (await findStream(transaction, projectId)) ?? {}
  if (query.since < floor)
    throw new ProblemError('sync-expired', { detail: `Events are kept after revision ${floor}.` })
  return { items: await readEvents(transaction, projectId, query.since, most), head }
}

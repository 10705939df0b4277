import { findStreamHead, listEvents as readEvents } from '@throughline/database'
import { requireProjectRole } from '@throughline/domain'
import type { Handler } from '../http/call.ts'

const most = 500

/** What the socket would have told, for programs that pull. */
export const listEvents: Handler<'listEvents'> = async ({ transaction, actor, params: { projectId }, query }) => {
  await requireProjectRole(transaction, actor, projectId, 'project.watch')
  const items = await readEvents(transaction, projectId, query.since, most)
  const head = (await findStreamHead(transaction, projectId)) ?? 0
  return { items, head }
}

import { listLooks } from '@throughline/database'
import { requireProjectRole } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Presence = Pick<Handlers, 'listPresence'>

export const presenceHandlers: Presence = {
  async listPresence({ transaction, actor, params: { projectId } }) {
    await requireProjectRole(transaction, actor, projectId, 'project.watch')
    return { items: await listLooks(transaction, projectId) }
  },
}

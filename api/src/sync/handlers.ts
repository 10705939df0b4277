import { pullSync, pushSync } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Sync = Pick<Handlers, 'pullSync' | 'pushSync'>

export const syncHandlers: Sync = {
  pullSync: ({ transaction, actor, params, query }) => pullSync(transaction, actor, params.projectId, query.since),
  pushSync: ({ transaction, actor, params, body }) => pushSync(transaction, actor, params.projectId, body),
}

import { listAuditEvents } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

export const auditHandlers: Pick<Handlers, 'listAuditEvents'> = {
  listAuditEvents: ({ transaction, actor, query }) => listAuditEvents(transaction, actor, query),
}

import { getWhy } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { runUrl } from '../service/temporal-url.ts'

type Why = Pick<Handlers, 'getWhy'>

export const whyHandlers: Why = {
  getWhy: ({ context, transaction, actor, params, query }) =>
    getWhy(transaction, actor, { taskId: params.taskId, field: query.field }, runUrl(context.settings)),
}

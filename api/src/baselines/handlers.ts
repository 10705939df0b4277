import { getVariance, listBaselineTasks } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Baselines = Pick<Handlers, 'listBaselineTasks' | 'getVariance'>

export const baselinesHandlers: Baselines = {
  listBaselineTasks: async ({ transaction, actor, params }) => ({
    items: await listBaselineTasks(transaction, actor, params.baselineId),
  }),
  getVariance: ({ transaction, actor, params, query }) =>
    getVariance(transaction, actor, params.projectId, query.baselineId),
}

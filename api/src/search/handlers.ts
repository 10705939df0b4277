import { searchAll } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

export const searchHandlers: Pick<Handlers, 'search'> = {
  search: async ({ transaction, actor, query }) => ({ items: await searchAll(transaction, actor, query) }),
}

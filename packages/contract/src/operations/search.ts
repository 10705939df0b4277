import { z } from 'zod'
import { searchHit, searchQuery } from '../search.ts'
import { operation } from './operation.ts'

export const searchOperations = {
  search: operation({
    method: 'get',
    path: '/search',
    summary: 'Projects, tasks, resources, people and comments that you may see, the best first',
    tag: 'Search',
    query: searchQuery,
    status: 200,
    response: z.object({ items: z.array(searchHit) }),
    problems: ['bad-request'],
  }),
}

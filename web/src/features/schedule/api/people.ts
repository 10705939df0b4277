import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => client.call('listPeople'),
  staleTime: 60_000,
})

import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'

/** Who has a role in the project, by whatever: whom comments can mention. */
export const mentionableQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['mentionable', projectId],
    queryFn: async () => {
      const { items } = await client.call('listProjectStandings', { params: { projectId } })
      return items.map(({ personId, name }) => ({ id: personId, name }))
    },
    staleTime: 60_000,
  })

import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'

const least = 2

/** Everything that has the words. */
export const searchQuery = (query: string) => {
  const q = query.trim()
  return queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => client.call('search', { query: { q, limit: 12 }, signal }),
    enabled: q.length >= least,
    staleTime: 10_000,
    gcTime: 30_000,
  })
}

export const isSearched = (query: string): boolean => query.trim().length >= least

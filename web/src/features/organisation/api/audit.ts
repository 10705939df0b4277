import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditFilter } from '@throughline/contract'
import { client } from '../../../lib/service.ts'

/** The trail, newest first, a hundred rows at a time. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) =>
      client.call('listAuditEvents', { query: pageParam ? { ...filter, after: pageParam } : filter }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

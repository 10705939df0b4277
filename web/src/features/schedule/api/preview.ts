import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'
import type { Edit } from '../lib/edits.ts'

/** What an edit would do, tried by the service without writing. */
export const previewQuery = (projectId: string, edit: Edit) =>
  queryOptions({
    queryKey: ['preview', projectId, edit],
    queryFn: () => client.dryRun('createChangeSet', { params: { projectId }, body: edit }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })

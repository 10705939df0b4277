import { type Query, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ImportJob } from '@throughline/contract'
import { useEffect } from 'react'
import { queryClient } from '../../../lib/query-client.ts'
import { client, getLive } from '../../../lib/service.ts'
import { isEnded } from '../lib/phases.ts'
import { importKey, importQuery, importsQuery } from './imports.ts'

/** An import, as its own stream tells of it from when the page is opened. */
export function useImport(importId: string): UseQueryResult<ImportJob> {
  const query = useQuery(importQuery(importId))
  const isThere = query.data !== undefined
  useEffect(() => (isThere ? watchImport(importId) : undefined), [importId, isThere])
  return query
}

function watchImport(importId: string): () => void {
  const watch = getLive().watch({
    kind: 'import',
    id: importId,
    since: queryClient.getQueryData(importQuery(importId).queryKey)?.revision ?? 0,
    onEvent: (event) => {
      if (event.type === 'import.progressed') follow(event.payload.import)
      return undefined
    },
    onResync: async () => {
      const read = await client.call('getImport', { params: { importId } })
      follow(read)
      return read.revision
    },
  })
  return () => watch.close()
}

/** Takes what is told of an import, unless more is known; where it is in another state, what was asked is asked anew. */
export function follow(job: ImportJob): void {
  const { queryKey } = importQuery(job.id)
  const known = queryClient.getQueryData(queryKey)
  if (known && known.revision > job.revision) return
  queryClient.setQueryData(queryKey, job)
  if (known?.state === job.state) return
  askAnew(job.id)
  void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
  if (isEnded(job)) void queryClient.invalidateQueries({ queryKey: ['projects'] })
}

/** Asks anew for all about an import but itself; answers that are under way were true before, and are not waited for. */
export function askAnew(importId: string): void {
  const around = { queryKey: importKey(importId), predicate: isAroundJob }
  void queryClient.cancelQueries(around)
  void queryClient.invalidateQueries(around)
}

const isAroundJob = ({ queryKey: [, , part] }: Pick<Query, 'queryKey'>): boolean => part !== 'job'

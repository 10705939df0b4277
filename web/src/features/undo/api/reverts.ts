import { queryOptions, useMutation } from '@tanstack/react-query'
import type { RevertAnswer } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import type { RevertDirection, RevertScope } from '../../../lib/reverts.ts'
import { client } from '../../../lib/service.ts'

export const revertStateQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['reverts', projectId],
    queryFn: () => client.call('getRevertState', { params: { projectId } }),
    staleTime: 0,
  })

interface Revert {
  direction: RevertDirection
  scope: RevertScope
  actId: string
}

export function useRevert(projectId: string) {
  return useMutation<RevertAnswer, Error, Revert>({
    mutationFn: ({ direction, scope, actId }) =>
      client.call(direction, { params: { projectId }, body: { scope, actId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['reverts', projectId] }),
  })
}

/** How many rows an act wrote, as far as the newest change sets tell. */
export async function countRows(projectId: string, actId: string): Promise<number> {
  const { items } = await client.call('listChangeSets', { params: { projectId }, query: { limit: 200 } })
  return items.filter((change) => change.actId === actId).reduce((sum, change) => sum + change.operationCount, 0)
}

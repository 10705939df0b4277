import { queryOptions, useMutation } from '@tanstack/react-query'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const queryKey = ['tokens'] as const
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const tokensQuery = queryOptions({ queryKey, queryFn: () => client.call('listTokens') })

export function useCreateToken() {
  return useMutation({
    mutationFn: (name: string) => client.call('createToken', { body: { name } }),
    onSuccess: refresh,
    onError: (error) => showError('The token was not made', error),
  })
}

export function useRevokeToken() {
  return useMutation({
    mutationFn: (tokenId: string) => client.call('deleteToken', { params: { tokenId } }),
    onSuccess: refresh,
    onError: (error) => showError('The token was not revoked', error),
  })
}

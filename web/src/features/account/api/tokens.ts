import { queryOptions, useMutation } from '@tanstack/react-query'
import type { TokenValues } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const queryKey = ['tokens'] as const
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const tokensQuery = queryOptions({ queryKey, queryFn: () => client.call('listTokens') })

export function useCreateToken() {
  return useMutation({
    mutationFn: (body: TokenValues) => client.call('createToken', { body }),
    onSuccess: refresh,
  })
}

export function useRevokeToken() {
  return useMutation({
    mutationFn: (tokenId: string) => client.call('deleteToken', { params: { tokenId } }),
    onSuccess: refresh,
    onError: (error) => showError('The token was not revoked', error),
  })
}

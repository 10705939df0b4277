import { queryOptions, useMutation } from '@tanstack/react-query'
import type { TokenValues } from '@throughline/contract'
import { serviceAccountsQuery } from '../../../lib/organisation.ts'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const { queryKey } = serviceAccountsQuery
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const useCreateServiceAccount = () =>
  useMutation({
    mutationFn: (name: string) => client.call('createServiceAccount', { body: { name } }),
    onSuccess: refresh,
  })

const tokensKey = (personId: string) => [...queryKey, personId, 'tokens']
const refreshTokens = (personId: string) => queryClient.invalidateQueries({ queryKey: tokensKey(personId) })

export const tokensOfQuery = (personId: string) =>
  queryOptions({
    queryKey: tokensKey(personId),
    queryFn: () => client.call('listServiceAccountTokens', { params: { personId } }),
  })

export const useCreateTokenOf = (personId: string) =>
  useMutation({
    mutationFn: (body: TokenValues) => client.call('createServiceAccountToken', { params: { personId }, body }),
    onSuccess: () => refreshTokens(personId),
  })

export const useRevokeTokenOf = (personId: string) =>
  useMutation({
    mutationFn: (tokenId: string) => client.call('deleteServiceAccountToken', { params: { personId, tokenId } }),
    onSettled: () => refreshTokens(personId),
    onError: (error) => showError('The token was not revoked', error),
  })

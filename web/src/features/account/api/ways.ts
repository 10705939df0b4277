import { queryOptions, useMutation } from '@tanstack/react-query'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { enter } from './use-sign-in.ts'

const queryKey = ['ways-to-sign-in'] as const
export const refreshWays = () => queryClient.invalidateQueries({ queryKey })

export const waysQuery = queryOptions({ queryKey, queryFn: () => client.call('getWaysToSignIn') })

export const providersQuery = queryOptions({
  queryKey: ['sign-in-providers'],
  queryFn: () => client.call('listSignInProviders'),
  staleTime: Number.POSITIVE_INFINITY,
})

/** The whole page goes to the provider, which sends it back to the service. */
const leave = ({ address }: { address: string }) => location.assign(address)

interface Going {
  provider: string
  next?: string
  /** Of who joins by it. */
  invitation?: string
}

export const useBeginSignIn = () =>
  useMutation({
    mutationFn: ({ provider, ...body }: Going) =>
      client.call('beginSignIn', { params: { providerId: provider }, body }),
    onSuccess: leave,
  })

export const useConfirmSignIn = () =>
  useMutation({
    mutationFn: (code: string) => client.call('confirmSignIn', { body: { code } }),
    onSuccess: enter,
  })

export const useLinkIdentity = () =>
  useMutation({
    mutationFn: (body: { provider: string; password: string }) => client.call('linkIdentity', { body }),
    onSuccess: leave,
  })

export const useUnlinkIdentity = () =>
  useMutation({
    mutationFn: ({ identityId, password }: { identityId: string; password: string }) =>
      client.call('unlinkIdentity', { params: { identityId }, body: { password } }),
    onSuccess: refreshWays,
  })

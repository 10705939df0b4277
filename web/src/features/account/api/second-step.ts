import { queryOptions, useMutation } from '@tanstack/react-query'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'

const queryKey = ['second-step'] as const
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const secondStepQuery = queryOptions({ queryKey, queryFn: () => client.call('getSecondStep') })

export const useBeginSecondStep = () =>
  useMutation({ mutationFn: (password: string) => client.call('beginSecondStep', { body: { password } }) })

export const useConfirmSecondStep = () =>
  useMutation({
    mutationFn: (code: string) => client.call('confirmSecondStep', { body: { code } }),
    onSuccess: refresh,
  })

export const useRenewRecoveryCodes = () =>
  useMutation({
    mutationFn: (password: string) => client.call('renewRecoveryCodes', { body: { password } }),
    onSuccess: refresh,
  })

export const useRemoveSecondStep = () =>
  useMutation({
    mutationFn: (password: string) => client.call('removeSecondStep', { body: { password } }),
    onSuccess: refresh,
  })

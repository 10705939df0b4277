import { queryOptions, useMutation } from '@tanstack/react-query'
import { queryClient, sessionKey } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const queryKey = ['sessions'] as const
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const sessionsQuery = queryOptions({ queryKey, queryFn: () => client.call('listSessions') })

export function useEndSession() {
  return useMutation({
    mutationFn: (sessionId: string) => client.call('deleteSession', { params: { sessionId } }),
    onSettled: refresh,
    onError: (error) => showError('The session was not ended', error),
  })
}

export function useEndOtherSessions() {
  return useMutation({
    mutationFn: () => client.call('deleteOtherSessions'),
    onSettled: refresh,
    onError: (error) => showError('The sessions were not ended', error),
  })
}

export const useChangeName = () =>
  useMutation({
    mutationFn: (name: string) => client.call('changeName', { body: { name } }),
    onSuccess: (session) => queryClient.setQueryData(sessionKey, session),
  })

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: { password: string; newPassword: string }) => client.call('changePassword', { body }),
    onSuccess: refresh,
  })

export const useRequestEmailChange = () =>
  useMutation({
    mutationFn: (body: { password: string; email: string }) => client.call('requestEmailChange', { body }),
  })

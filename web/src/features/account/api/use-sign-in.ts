import { useMutation } from '@tanstack/react-query'
import { queryClient, sessionKey } from '../../../lib/query-client.ts'
import { client, closeLive } from '../../../lib/service.ts'

interface Credentials {
  email: string
  password: string
  code?: string
}

export function useSignIn() {
  return useMutation({
    mutationFn: (body: Credentials) => client.call('signIn', { body }),
    onSuccess: (session) => {
      closeLive()
      queryClient.clear()
      queryClient.setQueryData(sessionKey, session)
    },
  })
}

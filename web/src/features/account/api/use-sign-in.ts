import { useMutation } from '@tanstack/react-query'
import type { Session } from '@throughline/contract'
import { queryClient, sessionKey } from '../../../lib/query-client.ts'
import { client, closeLive } from '../../../lib/service.ts'

interface Credentials {
  email: string
  password: string
  code?: string
}

/** What was of somebody else, or of nobody, is forgotten. */
export function enter(session: Session): void {
  closeLive()
  queryClient.clear()
  queryClient.setQueryData(sessionKey, session)
}

export const useSignIn = () =>
  useMutation({ mutationFn: (body: Credentials) => client.call('signIn', { body }), onSuccess: enter })

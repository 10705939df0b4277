import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { useMutation } from '@tanstack/react-query'
import type { PasskeySignIn, PasskeyValues } from '@throughline/contract'
import { client } from '../../../lib/service.ts'
import { enter } from './use-sign-in.ts'
import { refreshWays } from './ways.ts'

type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']
type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']

/** The service and the authenticator speak WebAuthn with each other; here nothing of it is looked at. */
async function addPasskey({ name, password }: { name: string; password: string }) {
  const options = await client.call('beginPasskey', { body: { password } })
  const made: unknown = await startRegistration({ optionsJSON: options as unknown as RegistrationOptions })
  return client.call('addPasskey', { body: { name, credential: made as PasskeyValues['credential'] } })
}

async function signInWithPasskey() {
  const options = await client.call('beginPasskeySignIn')
  const made: unknown = await startAuthentication({ optionsJSON: options as unknown as AuthenticationOptions })
  return client.call('signInWithPasskey', { body: { credential: made as PasskeySignIn['credential'] } })
}

export const useAddPasskey = () => useMutation({ mutationFn: addPasskey, onSuccess: refreshWays })

export const useSignInWithPasskey = () => useMutation({ mutationFn: signInWithPasskey, onSuccess: enter })

export const useRenamePasskey = () =>
  useMutation({
    mutationFn: ({ passkeyId, name }: { passkeyId: string; name: string }) =>
      client.call('renamePasskey', { params: { passkeyId }, body: { name } }),
    onSuccess: refreshWays,
  })

export const useRemovePasskey = () =>
  useMutation({
    mutationFn: ({ passkeyId, password }: { passkeyId: string; password: string }) =>
      client.call('removePasskey', { params: { passkeyId }, body: { password } }),
    onSuccess: refreshWays,
  })

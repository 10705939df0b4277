import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useSignInWithPasskey } from '../api/passkeys.ts'

/** Where the browser knows passkeys; it asks for one itself. */
export function PasskeyButton({ onSignedIn }: { onSignedIn: () => void }) {
  const signIn = useSignInWithPasskey()
  if (!browserSupportsWebAuthn()) return null
  return (
    <>
      <Button isDisabled={signIn.isPending} onPress={() => signIn.mutate(undefined, { onSuccess: onSignedIn })}>
        Sign in with a passkey
      </Button>
      <FormError error={signIn.error} />
    </>
  )
}

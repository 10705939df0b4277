import { z } from 'zod'
import { passwordAgain } from './accounts.ts'
import { id, instant, label } from './primitives.ts'

/** Passkeys (WebAuthn): keys of an authenticator that people sign in with. */
export const passkey = z
  .object({ id, name: z.string(), createdAt: instant, lastUsedAt: instant.nullable() })
  .meta({ id: 'Passkey' })
export const passkeyName = label(80)
export const passkeyPatch = z.strictObject({ name: passkeyName }).meta({ id: 'PasskeyPatch' })
export const passkeyBegin = z.strictObject({ password: passwordAgain }).meta({ id: 'PasskeyBegin' })

/** What browsers are given, as WebAuthn has it in JSON. */
export const passkeyOptions = z
  .looseObject({ challenge: z.string() })
  .meta({ id: 'PasskeyOptions', description: 'Options of WebAuthn in their JSON form' })

/** Base64url, of a size that authenticators keep to. */
const bytes = z.string().regex(/^[\w-]{1,20000}$/, 'is no base64url')
const ofBoth = {
  id: z.string().regex(/^[\w-]{1,1400}$/, 'is no base64url'),
  rawId: bytes,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  /** Of extensions, none of which is looked at. */
  clientExtensionResults: z.record(z.string(), z.unknown()),
}
const attestation = z.strictObject({
  ...ofBoth,
  response: z.strictObject({
    clientDataJSON: bytes,
    attestationObject: bytes,
    authenticatorData: bytes.optional(),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: bytes.optional(),
  }),
})
const assertion = z.strictObject({
  ...ofBoth,
  response: z.strictObject({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
})
export const passkeyValues = z
  .strictObject({ name: passkeyName, credential: attestation })
  .meta({ id: 'PasskeyValues' })
export const passkeySignIn = z.strictObject({ credential: assertion }).meta({ id: 'PasskeySignIn' })

export type Passkey = z.infer<typeof passkey>
export type PasskeyOptions = z.infer<typeof passkeyOptions>
export type PasskeyValues = z.infer<typeof passkeyValues>
export type PasskeySignIn = z.infer<typeof passkeySignIn>

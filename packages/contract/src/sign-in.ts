import { z } from 'zod'
import { linkSecretText, passwordAgain } from './accounts.ts'
import { passkey } from './passkeys.ts'
import { id, instant } from './primitives.ts'

/** Sign-in through somebody else (docs/decisions/0035). */
export const signInProvider = z
  .object({
    id: z.string().meta({ description: 'As the settings of this installation name it' }),
    label: z.string(),
    kind: z.string().meta({ description: 'What it speaks: `oidc` or `github`' }),
  })
  .meta({ id: 'SignInProvider' })

/** A path of this service, so that nobody is sent elsewhere afterwards. */
const ownPathForm = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,1999}$/
export const isOwnPath = (text: string): boolean => ownPathForm.test(text)
export const ownPath = z.string().max(2_000).regex(ownPathForm, 'is no path of this service')

export const signInBegin = z
  .strictObject({
    next: ownPath.optional().meta({ description: 'Where to go afterwards' }),
    invitation: linkSecretText
      .optional()
      .meta({ description: 'Of who joins by an invitation: the secret of its link' }),
  })
  .meta({ id: 'SignInBegin' })
export const signInBegun = z
  .object({ address: z.string().meta({ description: 'Where the browser goes now' }) })
  .meta({ id: 'SignInBegun' })

/** What a provider sends along beyond `code`, `state` and `error` is its own matter. */
export const signInAnswer = z.looseObject({
  code: z.string().max(2_000).optional(),
  state: z.string().max(500).optional(),
  error: z.string().max(500).optional(),
})

export const signInCodeBody = z.strictObject({ code: z.string().min(6).max(40) }).meta({ id: 'SignInCode' })

/** Why somebody who came back is not signed in, as their page is told it. */
export const signInProblems = {
  expired: 'It took too long, or was begun in another browser. Begin again.',
  cancelled: 'The provider says that you did not want to.',
  unreachable: 'The provider is not reachable. Try again later.',
  refused: 'The answer of the provider was not in order. Begin again.',
  unknown:
    'Nobody here is linked with this account. Sign in another way and link it on your account page, or ask for an invitation.',
  taken: 'This account is linked with somebody else here.',
} as const
export type SignInProblem = keyof typeof signInProblems

export const identity = z
  .object({
    id,
    provider: signInProvider,
    label: z.string().meta({ description: 'What the provider called the account as it was linked' }),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Identity' })
export const waysToSignIn = z
  .object({ hasPassword: z.boolean(), identities: z.array(identity), passkeys: z.array(passkey) })
  .meta({ id: 'WaysToSignIn' })
export const identityValues = z
  .strictObject({ provider: z.string().min(1).max(32), password: passwordAgain })
  .meta({ id: 'IdentityValues' })

export type SignInProviderLook = z.infer<typeof signInProvider>
export type SignInBegin = z.infer<typeof signInBegin>
export type SignInBegun = z.infer<typeof signInBegun>
export type SignInAnswer = z.infer<typeof signInAnswer>
export type Identity = z.infer<typeof identity>
export type WaysToSignIn = z.infer<typeof waysToSignIn>

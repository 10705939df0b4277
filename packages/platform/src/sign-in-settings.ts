import { z } from 'zod'
import { isSecureAddress } from './setting-values.ts'

/** What is set of those through whom people sign in; each has an application registered for this installation. */
interface OfAll {
  /** Stands in addresses and in rows of identities: another one makes it another provider. */
  id: string
  /** As buttons name it. */
  label: string
  clientId: string
  clientSecret: string
  /** Whether an address that it calls verified is enough to know a person by. */
  trustsEmail: boolean
}
export interface OpenIdSettings extends OfAll {
  kind: 'oidc'
  issuer: string
  scopes: string
}
export interface GitHubSettings extends OfAll {
  kind: 'github'
  /** Of GitHub itself, or of an Enterprise Server. */
  url: string
}
export type SignInProviderSettings = OpenIdSettings | GitHubSettings

const openIdProvider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  label: z.string().min(1).max(60),
  issuer: z.string().refine(isSecureAddress),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scopes: z
    .string()
    .refine((scopes) => scopes.split(' ').includes('openid'))
    .default('openid email profile'),
  trustsEmail: z.boolean().default(false),
})

/** A list in JSON. What is wrong is told by its place alone, since the list holds secrets. */
export function openIdProviders() {
  return z.string().transform((value, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const parsed = z.array(openIdProvider).safeParse(parseJson(value))
    if (!parsed.success)
      return refuse(`must be a list in JSON (docs/operations.md); wrong is ${placesOf(parsed.error)}`)
    const ids = ['github', ...parsed.data.map(({ id }) => id)]
    return new Set(ids).size === ids.length ? parsed.data : refuse('must have another id for each, and none `github`')
  })
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

const placesOf = ({ issues }: z.ZodError): string =>
  issues
    .map(({ code, path, ...issue }) => [
      ...path,
      ...(code === 'unrecognized_keys' && 'keys' in issue ? issue.keys : []),
    ])
    .map((path) => path.join('.') || 'all of it')
    .join(', ')

import { NotFoundError } from '@throughline/contract'
import type { Outgoing, SignInProviderSettings } from '@throughline/platform'
import { createGitHubProvider } from './github-provider.ts'
import { createOpenIdProvider } from './openid-provider.ts'
import type { SignInProvider } from './sign-in-provider.ts'

/** Those of the settings, in their order. */
export interface SignInProviders {
  readonly all: readonly SignInProvider[]
  find(id: string): SignInProvider | undefined
  /** Throws NotFoundError. */
  get(id: string): SignInProvider
}

export function createSignInProviders(
  settings: readonly SignInProviderSettings[],
  outgoing: Outgoing,
): SignInProviders {
  const all = settings.map((each) =>
    each.kind === 'github' ? createGitHubProvider(each, outgoing) : createOpenIdProvider(each, outgoing),
  )
  const find = (id: string) => all.find((provider) => provider.id === id)
  return {
    all,
    find,
    get(id) {
      const provider = find(id)
      if (!provider) throw new NotFoundError('provider of sign-in')
      return provider
    },
  }
}

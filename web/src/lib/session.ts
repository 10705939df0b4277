import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { RequestError } from '@throughline/client'
import type { Session } from '@throughline/contract'
import { sessionKey } from './query-client.ts'
import { client } from './service.ts'

const keptKey = 'throughline-session'

async function findSession(): Promise<Session | null> {
  try {
    const session = await client.call('getSession')
    localStorage.setItem(keptKey, JSON.stringify(session))
    return session
  } catch (error) {
    if (error instanceof RequestError && error.status === 401) {
      localStorage.removeItem(keptKey)
      return null
    }
    const kept = error instanceof RequestError && error.status === 0 ? localStorage.getItem(keptKey) : null
    if (kept === null) throw error
    return JSON.parse(kept) as Session
  }
}

/** Without the service it is whoever was signed in last; after a sign-out that is nobody. */
export const forgetSession = (): void => localStorage.removeItem(keptKey)

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({ queryKey: sessionKey, queryFn: findSession, staleTime: 5 * 60_000 })

export function useSession(): Session | null {
  return useSuspenseQuery(sessionQuery).data
}

import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { RequestError } from '@throughline/client'
import type { Session } from '@throughline/contract'
import { sessionKey } from './query-client.ts'
import { client } from './service.ts'

async function findSession(): Promise<Session | null> {
  try {
    return await client.call('getSession')
  } catch (error) {
    if (error instanceof RequestError && error.status === 401) return null
    throw error
  }
}

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({ queryKey: sessionKey, queryFn: findSession, staleTime: 5 * 60_000 })

export function useSession(): Session | null {
  return useSuspenseQuery(sessionQuery).data
}

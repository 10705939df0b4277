import type { Outbox } from '@throughline/client'
import { getOutbox } from './service.ts'
import { useSession } from './session.ts'

/** The outbox of whoever is signed in. */
export function useOutbox(): Outbox {
  const session = useSession()
  if (!session) throw new Error('Nobody is signed in')
  return getOutbox(session)
}

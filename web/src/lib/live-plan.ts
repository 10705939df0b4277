import type { PlanSnapshot, Running } from '@throughline/client'
import type { Presence } from '@throughline/contract'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { usePlanSession } from './plan-context.tsx'
import { useSession } from './session.ts'

/** One part of the plan session's state; what shows it is drawn again for that part alone. */
function usePart<Key extends keyof PlanSnapshot>(key: Key): PlanSnapshot[Key] {
  const session = usePlanSession()
  return useSyncExternalStore(session.subscribe, () => session.getSnapshot()[key])
}

/** The recompute that is under way, while that is known. */
export const useRunning = (): Running | null => usePart('running')

/** `polling` for those who may not watch: their plan is renewed every ten seconds. */
export const useRefresh = (): PlanSnapshot['refresh'] => usePart('refresh')

/** The other people who look at the project now. */
export function useOthers(): readonly Presence[] {
  const people = usePart('people')
  const me = useSession()?.person.id
  return useMemo(() => people.filter(({ personId }) => personId !== me), [people, me])
}

/** Tells the others which task is selected here. */
export function useLook(taskId: string | null): void {
  const session = usePlanSession()
  useEffect(() => session.look(taskId), [session, taskId])
  useEffect(() => () => session.look(null), [session])
}

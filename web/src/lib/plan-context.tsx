import { createPlanSession, type PlanSession, type PlanSnapshot, type PlanUpdate } from '@throughline/client'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { type DayLengths, usualLengths } from './day-lengths.ts'
import { planCopies } from './plan-copies.ts'
import { client, getLive, getOutbox, ownerOf } from './service.ts'
import { useSession } from './session.ts'
import { useStore } from './use-store.ts'

const PlanContext = createContext<PlanSession | null>(null)

/** A plan is kept when its page goes, and once a while after it came, in case the page ends without a word. */
const keepAfter = 10_000

interface PlanProviderProps {
  projectId: string
  fallback: ReactNode
  children: ReactNode
}

/** Opens the project's session for all below it, and closes it when it goes. */
export function PlanProvider({ projectId, fallback, children }: PlanProviderProps) {
  const signedIn = useSession()
  const [session, setSession] = useState<PlanSession | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same person in the same organisation is the same, however often asked for
  useEffect(() => {
    if (!signedIn) return
    const [outbox, copies] = [getOutbox(signedIn), planCopies(ownerOf(signedIn))]
    const opened = createPlanSession({ client, live: getLive(), projectId, outbox, copies })
    const keepWhenHidden = () => document.visibilityState === 'hidden' && opened.keepCopy()
    document.addEventListener('visibilitychange', keepWhenHidden)
    const keepSoon = setTimeout(opened.keepCopy, keepAfter)
    setSession(opened)
    return () => {
      document.removeEventListener('visibilitychange', keepWhenHidden)
      clearTimeout(keepSoon)
      opened.close()
    }
  }, [projectId, signedIn && ownerOf(signedIn)])
  return session ? <PlanContext value={session}>{children}</PlanContext> : fallback
}

export function usePlanSession(): PlanSession {
  const session = useContext(PlanContext)
  if (!session) throw new Error('There is no PlanProvider above')
  return session
}

export const usePlan = (): PlanSnapshot => useStore(usePlanSession())

/** How long the days of the open project are; the usual ones until it is loaded. */
export const useProjectLengths = (): DayLengths => usePlan().plan?.project ?? usualLengths

/** Calls the listener after each step of the saved plan. */
export function usePlanUpdates(listener: (update: PlanUpdate) => void): void {
  const session = usePlanSession()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => session.onUpdate((update) => latest.current(update)), [session])
}

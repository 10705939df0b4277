import { createPlanSession, type PlanSession, type PlanSnapshot, type PlanUpdate } from '@throughline/client'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { type DayLengths, usualLengths } from './day-lengths.ts'
import { client, getLive } from './service.ts'
import { useStore } from './use-store.ts'

const PlanContext = createContext<PlanSession | null>(null)

interface PlanProviderProps {
  projectId: string
  fallback: ReactNode
  children: ReactNode
}

/** Opens the project's session for all below it, and closes it when it goes. */
export function PlanProvider({ projectId, fallback, children }: PlanProviderProps) {
  const [session, setSession] = useState<PlanSession | null>(null)
  useEffect(() => {
    const opened = createPlanSession({ client, live: getLive(), projectId })
    setSession(opened)
    return () => opened.close()
  }, [projectId])
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

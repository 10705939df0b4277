import type { Presence } from '@throughline/contract'
import { useMemo } from 'react'
import { useOthers } from '../../../lib/live-plan.ts'

/** The other people who look at the plan, by the task that they have selected. */
export function useLookers(): ReadonlyMap<string, readonly Presence[]> {
  const people = useOthers()
  return useMemo(() => {
    const byTask = new Map<string, Presence[]>()
    for (const person of people) {
      if (person.taskId === null) continue
      byTask.set(person.taskId, [...(byTask.get(person.taskId) ?? []), person])
    }
    return byTask
  }, [people])
}

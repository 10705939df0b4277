import { createStore, type Store } from '@throughline/client'
import type { Task } from '@throughline/contract'
import { useMemo } from 'react'
import { useStore } from '../../../lib/use-store.ts'
import { datedTask } from '../prediction/dated-plan.ts'
import type { Dates } from '../prediction/predictor.ts'
import type { DraftDates } from './use-drafts.ts'

const none: Store<Dates | null> = createStore<Dates | null>(null)
const placesOf = new WeakMap<readonly Task[], ReadonlyMap<string, number>>()

/** A task with the dates that it has while something is dragged. */
export function useDrafted(task: Task, draft: DraftDates | null): Task {
  const dates = useStore(draft ?? none)
  return useMemo(() => {
    const at = dates ? placeOf(dates.tasks, task.id) : undefined
    return dates && at !== undefined ? datedTask(task, dates, at) : task
  }, [task, dates])
}

function placeOf(tasks: readonly Task[], id: string): number | undefined {
  let places = placesOf.get(tasks)
  if (!places) {
    places = new Map(tasks.map((task, at) => [task.id, at]))
    placesOf.set(tasks, places)
  }
  return places.get(id)
}

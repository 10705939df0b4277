import { isDeepStrictEqual } from 'node:util'
import { applyDelta } from '@throughline/client'
import type { Plan } from '@throughline/contract'
import type { Scene } from '../scene.ts'
import { storedPlan } from './stored-plan.ts'

/** A fetch of the plan, what deltas make of it on every screen, and a pull from nothing all give the rows as they are. */
export async function checkReplay({ world, projectId, subscribers }: Scene): Promise<string[]> {
  const params = { projectId }
  const plan = await storedPlan(world, projectId)
  const fetched = await world.patient.call('getPlan', { params })
  const delta = await world.patient.call('getDelta', { params, query: { since: 0 } })
  const problems = subscribers.flatMap(({ session }) => {
    const { saved, status } = session.getSnapshot()
    if (!saved) return [`a session is ${status} and has no plan`]
    return differences(saved, plan).map((what) => `a session's ${what} differ from the rows`)
  })
  const nothing: Plan = {
    project: { ...plan.project, revision: 0 },
    tasks: [],
    links: [],
    calendars: [],
    resources: [],
    assignments: [],
    baselines: [],
    comments: [],
    checklistItems: [],
  }
  const pulled = differences(applyDelta(nothing, delta), plan)
  const served = differences(fetched, plan).map((what) => `the ${what} of a fetch differ from the rows`)
  return [...problems, ...served, ...pulled.map((what) => `the ${what} of a pull from nothing differ from the rows`)]
}

function differences(one: Plan, other: Plan): string[] {
  return (Object.keys(other) as (keyof Plan)[]).filter(
    (part) => !isDeepStrictEqual(sorted(one[part]), sorted(other[part])),
  )
}

function sorted(part: Plan[keyof Plan]): unknown {
  if (!Array.isArray(part)) return part
  return [...part].sort((one, other) => (one.id < other.id ? -1 : 1))
}

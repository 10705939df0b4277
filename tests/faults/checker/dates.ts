import { isDeepStrictEqual } from 'node:util'
import { freshDates, storedDates } from '../../harness/fresh-schedule.ts'
import type { Scene } from '../scene.ts'
import { storedPlan } from './stored-plan.ts'

/** The dates cover every input, and are those of a fresh run of the engine from the rows. */
export async function checkDates({ world, projectId }: Scene): Promise<string[]> {
  const plan = await storedPlan(world, projectId)
  const { computedRevision, inputRevision } = plan.project
  const problems: string[] = []
  if (computedRevision < inputRevision)
    problems.push(`the dates cover revision ${computedRevision}, the input is at ${inputRevision}`)
  const stored = storedDates(plan)
  const fresh = freshDates(plan)
  for (const [index, task] of fresh.entries())
    if (!isDeepStrictEqual(stored[index], task))
      problems.push(`the dates of task ${task.id} are ${JSON.stringify(stored[index])}, not ${JSON.stringify(task)}`)
  return problems
}

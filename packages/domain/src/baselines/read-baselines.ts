import {
  type Baseline,
  type BaselineTask,
  NotFoundError,
  ProblemError,
  type TaskVariance,
  type Variance,
} from '@throughline/contract'
import {
  findPlanRow,
  listBaselineTaskRows,
  listPlanRows,
  listVarianceRows,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { readConsistently } from '../plans/read-consistently.ts'
import { getBaseline } from '../plans/read-rows.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { getProject } from '../projects/read-projects.ts'
import { measureBy, taskVariances } from './variance.ts'

/** What a baseline holds, by start. Throws NotFoundError. */
export async function listBaselineTasks(
  transaction: Transaction,
  actor: Actor,
  baselineId: string,
): Promise<BaselineTask[]> {
  await getBaseline(transaction, actor, baselineId)
  return listBaselineTaskRows(transaction, baselineId)
}

/**
 * How far the plan is from a baseline, the active one when none is named: each task on its own calendar, the project on
 * its. Throws NotFoundError, and ProblemError `not-found` where there is no active one.
 */
export async function getVariance(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  baselineId?: string,
): Promise<Variance> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  return readConsistently(transaction, projectId, async (look) => {
    const revision = await look.revision
    const project = await getProject(transaction, actor, projectId)
    const baseline = await findBaseline(transaction, projectId, baselineId ?? project.baselineId)
    const measure = measureBy(await listPlanRows(transaction, 'calendar', projectId))
    const rows = await listVarianceRows(transaction, projectId, baseline.id)
    const tasks = taskVariances(rows, project.calendarId, measure)
    const [planned, expected] = [baseline.finishesAt, project.finishesAt]
    const finishVarianceMinutes = planned && expected ? measure(project.calendarId, planned, expected) : null
    return { baseline, revision, finishVarianceMinutes, counts: countStates(tasks), tasks }
  })
}

async function findBaseline(transaction: Transaction, projectId: string, id: string | null): Promise<Baseline> {
  if (id === null) {
    const detail = 'The project has no active baseline. Make one active, or name one by baselineId.'
    throw new ProblemError('not-found', { detail })
  }
  const baseline = await findPlanRow(transaction, 'baseline', id)
  if (baseline?.projectId !== projectId) throw new NotFoundError('baseline')
  return baseline
}

function countStates(tasks: readonly TaskVariance[]): Variance['counts'] {
  const counts = { same: 0, moved: 0, added: 0, removed: 0 }
  for (const { state } of tasks) counts[state]++
  return counts
}

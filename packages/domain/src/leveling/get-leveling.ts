import type { Leveling, LevelingEffort, Overallocation } from '@throughline/contract'
import {
  findPlanColumns,
  findStreamHead,
  listNamedRows,
  listPlanRows,
  lockStreamForReading,
  type PlanColumns,
  type Transaction,
} from '@throughline/database'
import * as engine from '@throughline/engine'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { describeFault } from '../recompute/describe-fault.ts'
import { explainEngineError } from '../recompute/explain-engine-error.ts'
import { type PlanInput, planOf } from '../recompute/plan-of-columns.ts'
import { movesBetween } from '../why/computed-moves.ts'

export interface LevelingRequest {
  projectId: string
  withinFloat: boolean
  effort: LevelingEffort
}

const mostMoves = 1_000
const mostOverallocations = 500
/** What "thorough" may cost: schedules, and milliseconds. */
const thorough = { schedules: 2_000, milliseconds: 4_000 }

/** Which delays leveling would give, and what they would move. Nothing is changed. Throws NotFoundError. */
export async function getLeveling(
  transaction: Transaction,
  actor: Actor,
  { projectId, withinFloat, effort }: LevelingRequest,
): Promise<Leveling> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  // The rows and the revision are those of one moment.
  await lockStreamForReading(transaction, projectId)
  const revision = Number((await findStreamHead(transaction, projectId)) ?? 0)
  const columns = await findPlanColumns(transaction, projectId)
  if (!columns) return { revision, ...nothing, scheduleError: null }
  try {
    const plan = planOf(JSON.parse(columns.plan) as PlanColumns)
    const leveled = levelPlan(plan, { withinFloat, effort })
    return { revision, ...(await named(transaction, projectId, leveled)), scheduleError: null }
  } catch (error) {
    const fault = await describeFault(transaction, projectId, explainEngineError(error))
    return { revision, ...nothing, scheduleError: fault }
  }
}

const nothing: Omit<Leveling, 'revision' | 'scheduleError'> = {
  ...{ delays: [], moves: [], movedCount: 0, finishesAt: { before: null, after: null }, schedules: 0 },
  overallocations: { beforeCount: 0, before: [], afterCount: 0, after: [] },
}

type Unnamed = ReturnType<typeof levelPlan>

function levelPlan(plan: PlanInput, { withinFloat, effort }: Omit<LevelingRequest, 'projectId'>) {
  const until = Date.now() + thorough.milliseconds
  const budget =
    effort === 'thorough' ? { schedules: thorough.schedules, shouldStop: () => Date.now() > until } : { schedules: 1 }
  const { tasks, unresolved, schedules } = engine.level(plan, { withinFloat, ...budget })
  const delayOf = new Map(tasks.map(({ id, levelingDelayMinutes }) => [id, levelingDelayMinutes]))
  const delayed = plan.tasks.map((task) => ({ ...task, levelingDelayMinutes: delayOf.get(task.id) ?? 0 }))
  const before = engine.schedule(plan)
  const after = engine.schedule({ ...plan, tasks: delayed })
  const changed = plan.tasks.filter(({ id, levelingDelayMinutes = 0 }) => {
    const delay = delayOf.get(id)
    return delay !== undefined && delay !== levelingDelayMinutes
  })
  return {
    delays: changed.map(({ id }) => ({ taskId: id, levelingDelayMinutes: delayOf.get(id) ?? 0 })),
    moves: movesBetween(before, after),
    finishesAt: { before: finishOf(before), after: finishOf(after) },
    before: engine.overallocations(plan, before),
    after: unresolved,
    schedules,
  }
}

const finishOf = ({ network, finish }: engine.Schedule): string | null =>
  network.taskCount > 0 ? engine.textOf(finish) : null

async function named(
  transaction: Transaction,
  projectId: string,
  { delays, moves, finishesAt, before, after, schedules }: Unnamed,
): Promise<Omit<Leveling, 'revision' | 'scheduleError'>> {
  const shown = moves.toSorted((one, other) => compare(one.after.start, other.after.start)).slice(0, mostMoves)
  const over = [before, after].map((list) => list.slice(0, mostOverallocations))
  const tasks = await listNamedRows(
    transaction,
    projectId,
    shown.map(({ taskId }) => taskId),
  )
  const resources = await listPlanRows(transaction, 'resource', projectId)
  const names = new Map([...tasks, ...resources].map(({ id, name }) => [id, name]))
  const present = (list: readonly engine.Overallocation[]) => list.map((each) => presentOverallocation(each, names))
  return {
    delays,
    moves: shown.map(({ taskId, before: was, after: now }) => ({
      taskId,
      taskName: names.get(taskId) ?? '',
      before: { earlyStart: was.start ?? now.start ?? '', earlyFinish: was.finish ?? now.finish ?? '' },
      after: { earlyStart: now.start ?? '', earlyFinish: now.finish ?? '' },
    })),
    movedCount: moves.length,
    finishesAt,
    overallocations: {
      ...{ beforeCount: before.length, before: present(over[0] ?? []) },
      ...{ afterCount: after.length, after: present(over[1] ?? []) },
    },
    schedules,
  }
}

const compare = (one: string | null, other: string | null): number => (one ?? '').localeCompare(other ?? '')

const presentOverallocation = (
  { resourceId, from, to, units, taskIds }: engine.Overallocation,
  names: ReadonlyMap<string, string>,
): Overallocation => ({
  ...{ resourceId, resourceName: names.get(resourceId) ?? '', units, taskIds: [...taskIds] },
  ...{ from: engine.textOf(from), to: engine.textOf(to) },
})

import { LEAF } from '../network/network.ts'
import type { Plan, PlanTask } from '../plan/types.ts'
import { type Schedule, schedule, scheduleNetwork } from '../schedule/schedule.ts'
import type { LeveledTask, LevelingOptions, LevelingResult } from './leveling-types.ts'
import { overallocations } from './overallocations.ts'
import { planProblem } from './plan-problem.ts'
import { search } from './search.ts'
import { MOVABLE, type Site, sitesOf } from './site.ts'

/**
 * Delays tasks until nobody is asked for more than there is, one plan or several that share
 * resources (by id). Tasks in progress, complete, placed by hand or on a date that must hold, and tasks as late as
 * possible stay and take what they use first; so a plan scheduled from its finish is not changed.
 * All other tasks lose the delays they came with. With the delays put into the plans, `schedule` gives the
 * dates of the result. Throws InvalidBudgetError and what `schedule` throws.
 */
export function level(plans: Plan | readonly Plan[], options: LevelingOptions = {}): LevelingResult {
  const all: readonly Plan[] = 'tasks' in plans ? [plans] : plans
  const sites = sitesOf(all)
  const before = all.map((plan, i) => finishOf(plan, sites[i] as Site))
  const problem = planProblem(sites, options.withinFloat ?? false)
  const { schedules } = search(problem, options)
  for (const { base, network } of sites) {
    network.levelingDelay.set(problem.delays.subarray(base, base + network.nodeCount))
  }
  const after = sites.map((site) => (options.withinFloat ? withFinishKept(site) : scheduleNetwork(site.network)))
  return {
    tasks: sites.flatMap((site, plan) => leveledTasks(site, after[plan] as Schedule, plan)),
    unresolved: overallocations(all, after),
    finishBefore: before,
    finishAfter: after.map(({ finish }) => finish),
    schedules,
  }
}

/**
 * Late dates are rounded to working time, which a task on another calendar may not have: where a finish has
 * moved although all tasks are within their float, the longest delays are taken back.
 */
function withFinishKept({ network, mobility, unleveled }: Site): Schedule {
  const { levelingDelay } = network
  const delayed = [...levelingDelay.keys()].filter((node) => mobility[node] === MOVABLE && levelingDelay[node] !== 0)
  delayed.sort((a, b) => (levelingDelay[a] as number) - (levelingDelay[b] as number))
  let schedule = scheduleNetwork(network)
  while (schedule.finish > unleveled.finish && delayed.length > 0) {
    levelingDelay[delayed.pop() as number] = 0
    schedule = scheduleNetwork(network)
  }
  return schedule
}

/** With the delays that the plan came with. */
function finishOf(plan: Plan, site: Site): number {
  const hasDelays = plan.tasks.some(({ levelingDelayMinutes = 0 }) => levelingDelayMinutes > 0)
  return hasDelays ? schedule(plan).finish : site.unleveled.finish
}

function leveledTasks({ network, mobility }: Site, { columns }: Schedule, plan: number): LeveledTask[] {
  const tasks: LeveledTask[] = []
  network.plan.tasks.forEach(({ id, levelingDelayMinutes = 0 }: PlanTask, task) => {
    const node = network.nodeOfTask[task] as number
    if (node < 0 || network.nodeKind[node] !== LEAF) return
    tasks.push({
      id,
      plan,
      levelingDelayMinutes: mobility[node] === MOVABLE ? (network.levelingDelay[node] as number) : levelingDelayMinutes,
      start: columns.start[task] as number,
      finish: columns.finish[task] as number,
    })
  })
  return tasks
}

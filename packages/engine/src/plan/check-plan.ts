import { checkCalendars } from './check-calendars.ts'
import { checkLimits } from './check-limits.ts'
import { checkLinks } from './check-links.ts'
import { checkReferences } from './check-references.ts'
import { checkTasks } from './check-tasks.ts'
import { type Finding, finding } from './finding.ts'
import type { Plan } from './types.ts'

/**
 * All that is wrong or doubtful about a plan, before it is scheduled: errors first, otherwise in the
 * order of the checks. Where `schedule` throws its first error, this names every one with its ids,
 * and throws nothing. A plan without errors can be scheduled, save for dates that leave the years
 * 1600 to 3000 by what is calculated.
 */
export function checkPlan(plan: Plan): Finding[] {
  const found = [
    ...checkReferences(plan),
    ...direction(plan),
    ...checkCalendars(plan),
    ...checkLimits(plan),
    ...checkTasks(plan),
    ...checkLinks(plan),
  ]
  return [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity !== 'error'),
  ]
}

function direction(plan: Plan): Finding[] {
  if (plan.scheduleFrom !== 'finish' || (plan.finish ?? null) !== null) return []
  return [finding('error', 'missing-finish', 'the plan is scheduled from its finish, which it does not have')]
}

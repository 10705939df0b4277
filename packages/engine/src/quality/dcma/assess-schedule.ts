import type { Plan } from '../../plan/types.ts'
import { schedule } from '../../schedule/schedule.ts'
import { populationOf } from './dcma-population.ts'
import type { AssessedSchedule, DcmaCheck, DcmaInput } from './dcma-types.ts'
import { logicChecks } from './logic-checks.ts'
import { criticalPathLength, criticalPathTest } from './path-checks.ts'
import { baselineExecution, invalidDates, missedTasks } from './progress-checks.ts'
import { taskChecks } from './task-checks.ts'

/**
 * The 14 checks of the Defense Contract Management Agency (DCMA-EA PAM 200.1, 2012; the formulas and
 * thresholds that published tools share), in their order. Checks count the incomplete active leaves
 * that last; 9, 11 and 14 count complete ones too, 13 milestones too. 8, 11 and 14 need a
 * baseline, 9, 11 and 14 the plan's status date: without it they do not apply. Where tools differ
 * `options` say which way; see `DcmaOptions`. Check 12 calls
 * `reschedule` once. Throws only when the plan's own calendar is missing or malformed.
 */
export function assessSchedule(input: DcmaInput, reschedule: (plan: Plan) => AssessedSchedule = schedule): DcmaCheck[] {
  const population = populationOf(input)
  return [
    ...logicChecks(population),
    ...taskChecks(population),
    invalidDates(population),
    missedTasks(population),
    criticalPathTest(population, reschedule),
    criticalPathLength(population),
    baselineExecution(population),
  ].sort((a, b) => a.number - b.number)
}

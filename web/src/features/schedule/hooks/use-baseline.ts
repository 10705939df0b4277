import { useQuery } from '@tanstack/react-query'
import type { Plan } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { useMemo } from 'react'
import { baselineTasksQuery } from '../api/baselines.ts'
import type { Ghost } from '../gantt/draw-ghosts.ts'
import { type Variances, variancesOf } from '../lib/variance.ts'

const noGhosts: ReadonlyMap<string, Ghost> = new Map()

/** The active baseline of a plan: where it has the bars, and how far the plan is from it. */
export function useBaseline(plan: Plan): { ghosts: ReadonlyMap<string, Ghost>; variances: Variances | null } {
  const id = plan.project.baselineId
  const baseline = plan.baselines.find((each) => each.id === id)
  const tasks = useQuery({ ...baselineTasksQuery(id ?? ''), enabled: baseline !== undefined }).data?.items

  const ghosts = useMemo(() => {
    if (!baseline || !tasks) return noGhosts
    return new Map(
      tasks.map(({ taskId, earlyStart, earlyFinish }) => [
        taskId,
        { start: minuteOf(earlyStart), finish: minuteOf(earlyFinish) },
      ]),
    )
  }, [baseline, tasks])
  const variances = useMemo(
    () => (baseline && tasks ? variancesOf(plan, baseline, tasks) : null),
    [plan, baseline, tasks],
  )
  return { ghosts, variances }
}

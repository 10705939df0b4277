import { type ComputedRow, enginePlanOf } from '@throughline/contract'
import type { PastResult } from '@throughline/database'
import { schedule, textOf } from '@throughline/engine'
import type { PastState } from './past-state.ts'

/** What a run wrote that is no early date. */
export type LateValues = Pick<
  ComputedRow,
  'isSummary' | 'lateStart' | 'lateFinish' | 'totalFloatMinutes' | 'freeFloatMinutes' | 'isCritical'
>

export interface PastComputation {
  readonly finishesAt: string | null
  readonly values: ReadonlyMap<string, LateValues>
}

/** What the engine computed from a state, which has to be that of the run's input, for `wanted` tasks that the run wrote. */
export function computePast(state: PastState, run: PastResult, wanted: ReadonlySet<string>): PastComputation {
  const tasks = state.live('task')
  const result = schedule(
    enginePlanOf({
      project: state.project,
      calendars: state.live('calendar'),
      tasks,
      links: state.live('link'),
      resources: state.live('resource'),
      assignments: state.live('assignment'),
    }),
  )
  const values = new Map<string, LateValues>()
  tasks.forEach(({ id }, row) => {
    if (!wanted.has(id) || state.wasDeleted(id, run.inputRevision, run.resultRevision)) return
    const { columns, network } = result
    values.set(id, {
      isSummary: network.isSummary[row] === 1,
      lateStart: textOf(columns.lateStart[row] as number),
      lateFinish: textOf(columns.lateFinish[row] as number),
      totalFloatMinutes: columns.totalFloat[row] as number,
      freeFloatMinutes: columns.freeFloat[row] as number,
      isCritical: columns.isCritical[row] === 1,
    })
  })
  return { finishesAt: tasks.length > 0 ? textOf(result.finish) : null, values }
}

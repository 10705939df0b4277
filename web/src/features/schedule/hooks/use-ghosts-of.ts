import type { Plan } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { useMemo } from 'react'
import type { Ghost } from '../gantt/draw-ghosts.ts'

/** Where another plan has the bars. */
export function useGhostsOf(plan: Plan): ReadonlyMap<string, Ghost> {
  return useMemo(() => {
    const ghosts = new Map<string, Ghost>()
    for (const { id, earlyStart, earlyFinish } of plan.tasks) {
      if (earlyStart && earlyFinish) ghosts.set(id, { start: minuteOf(earlyStart), finish: minuteOf(earlyFinish) })
    }
    return ghosts
  }, [plan.tasks])
}

import { LiveSchedule, type Schedule } from '@throughline/engine'
import type { DateColumns, EngineAnswer, EngineRequest } from './protocol.ts'

/** Keeps one compiled plan, and answers questions about it after what has changed was put in. */
export function createEngineDesk(): (request: EngineRequest) => EngineAnswer {
  let live: LiveSchedule | null = null
  return ({ plan, tasks, question }) => {
    try {
      if (plan) live = new LiveSchedule(plan)
      if (!live) return { kind: 'problem' }
      if (tasks.length > 0) live.edit({ tasks })
      if (question.about === 'dates') return { kind: 'dates', dates: copyOf(live.schedule) }
      return { kind: 'driver', driver: live.schedule.explain(question.taskId).start[0] ?? null }
    } catch {
      live = null
      return { kind: 'problem' }
    }
  }
}

/** Copies, since they are given away and the engine goes on with its own. */
function copyOf({ columns, finish, network }: Schedule): DateColumns {
  return {
    earlyStart: columns.earlyStart.slice(),
    earlyFinish: columns.earlyFinish.slice(),
    lateStart: columns.lateStart.slice(),
    lateFinish: columns.lateFinish.slice(),
    totalFloat: columns.totalFloat.slice(),
    freeFloat: columns.freeFloat.slice(),
    isCritical: columns.isCritical.slice(),
    isSummary: network.isSummary.slice(),
    finish,
  }
}

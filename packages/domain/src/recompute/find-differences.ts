import type { ComputedColumns, MoveColumns } from '@throughline/database'
import type { PlanTask, Schedule } from '@throughline/engine'
import { orNull, type StoredValues } from './stored-values.ts'

export interface Differences {
  finish: number | null
  taskCount: number
  changed: ComputedColumns
  moves: MoveColumns
}

/** What a schedule changes of what is stored; the rows of both are those of the plan's tasks. */
export function findDifferences(stored: StoredValues, schedule: Schedule): Differences {
  const { tasks } = schedule.network.plan
  const changed = emptyComputed()
  const moves = emptyMoves()
  for (let row = 0; row < tasks.length; row += 1) {
    const moved = !stored.hasDates(schedule, row)
    if (!moved && stored.hasRest(schedule, row)) continue
    const { id } = tasks[row] as PlanTask
    pushComputed(changed, id, schedule, row)
    if (moved) pushMove(moves, id, stored, schedule, row)
  }
  return { finish: tasks.length > 0 ? schedule.finish : null, taskCount: tasks.length, changed, moves }
}

function emptyComputed(): ComputedColumns {
  const numbers = (): number[] => []
  return {
    id: [],
    isSummary: [],
    earlyStart: numbers(),
    earlyFinish: numbers(),
    lateStart: numbers(),
    lateFinish: numbers(),
    totalFloat: numbers(),
    freeFloat: numbers(),
    isCritical: [],
  }
}

function pushComputed(computed: ComputedColumns, id: string, { columns, network }: Schedule, row: number) {
  computed.id.push(id)
  computed.isSummary.push(network.isSummary[row] === 1)
  computed.earlyStart.push(columns.earlyStart[row] as number)
  computed.earlyFinish.push(columns.earlyFinish[row] as number)
  computed.lateStart.push(columns.lateStart[row] as number)
  computed.lateFinish.push(columns.lateFinish[row] as number)
  computed.totalFloat.push(columns.totalFloat[row] as number)
  computed.freeFloat.push(columns.freeFloat[row] as number)
  computed.isCritical.push(columns.isCritical[row] === 1)
}

function emptyMoves(): MoveColumns {
  return {
    taskId: [],
    startBefore: [],
    finishBefore: [],
    startAfter: [],
    finishAfter: [],
    startDriver: [],
    finishDriver: [],
  }
}

function pushMove(moves: MoveColumns, id: string, stored: StoredValues, schedule: Schedule, row: number) {
  const { columns } = schedule
  moves.taskId.push(id)
  moves.startBefore.push(orNull(stored.earlyStart[row] as number))
  moves.finishBefore.push(orNull(stored.earlyFinish[row] as number))
  moves.startAfter.push(columns.earlyStart[row] as number)
  moves.finishAfter.push(columns.earlyFinish[row] as number)
  const { start, finish } = schedule.explainAt(row)
  moves.startDriver.push(JSON.stringify(start[0] ?? null))
  moves.finishDriver.push(JSON.stringify(finish[0] ?? null))
}

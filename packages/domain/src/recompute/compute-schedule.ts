import type { ScheduleError } from '@throughline/contract'
import type { ComputedColumns, MoveColumns, PlanColumns, TaskColumns } from '@throughline/database'
import { type CalendarSpec, type Plan, type Schedule, schedule, type TaskConstraint } from '@throughline/engine'
import { explainEngineError } from './explain-engine-error.ts'
import type { ComputedSchedule } from './write-schedule.ts'

/** `invalid`: no plan can be computed from what is stored, for a reason that people can mend. */
export type Computation = { kind: 'computed'; schedule: ComputedSchedule } | { kind: 'invalid'; error: ScheduleError }

/** Runs the engine on `PlanColumns` as JSON and keeps what differs from the stored values. Runs in a worker thread. */
export function computeSchedule(planJson: string): Computation {
  const begin = performance.now()
  const columns = JSON.parse(planJson) as PlanColumns
  try {
    const result = schedule(planOf(columns))
    const engineMilliseconds = performance.now() - begin
    return { kind: 'computed', schedule: { ...differences(columns.tasks, result), engineMilliseconds } }
  } catch (error) {
    return { kind: 'invalid', error: explainEngineError(error) }
  }
}

function planOf({ start, calendarId, calendars, tasks, links }: PlanColumns): Plan {
  return {
    start,
    calendarId,
    calendars: calendars as CalendarSpec[],
    tasks: tasks.id.map((id, index) => ({
      id,
      parentId: tasks.parentId[index] ?? null,
      kind: tasks.kind[index] ?? 'task',
      durationMinutes: tasks.durationMinutes[index] ?? 0,
      calendarId: tasks.calendarId[index] ?? null,
      constraint: startNoEarlierThan(tasks.startNoEarlierThan[index] ?? null),
    })),
    links: links.id.map((id, index) => ({
      id,
      predecessorId: links.predecessorId[index] as string,
      successorId: links.successorId[index] as string,
      type: links.type[index] ?? 'FS',
      lagMinutes: links.lagMinutes[index] ?? 0,
    })),
  }
}

function startNoEarlierThan(date: number | null): TaskConstraint | null {
  return date === null ? null : { kind: 'startNoEarlierThan', date }
}

/** The engine answers rows in the order of the plan, which is that of the columns. */
function differences(stored: TaskColumns, result: Schedule): Omit<ComputedSchedule, 'engineMilliseconds'> {
  const { columns, finish } = result
  const changed = emptyComputed()
  const moves = emptyMoves()
  const taskCount = stored.id.length
  for (let row = 0; row < taskCount; row += 1) {
    const moved =
      stored.earlyStart[row] !== columns.earlyStart[row] || stored.earlyFinish[row] !== columns.earlyFinish[row]
    if (!moved && isStored(stored, result, row)) continue
    pushComputed(changed, stored, result, row)
    if (moved) pushMove(moves, stored, result, row)
  }
  return { finish: taskCount > 0 ? finish : null, taskCount, changed, moves }
}

function isStored(stored: TaskColumns, { columns, network }: Schedule, row: number): boolean {
  return (
    stored.lateStart[row] === columns.lateStart[row] &&
    stored.lateFinish[row] === columns.lateFinish[row] &&
    stored.totalFloat[row] === columns.totalFloat[row] &&
    stored.freeFloat[row] === columns.freeFloat[row] &&
    stored.isCritical[row] === (columns.isCritical[row] === 1) &&
    stored.isSummary[row] === (network.isSummary[row] === 1)
  )
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

function pushComputed(computed: ComputedColumns, stored: TaskColumns, { columns, network }: Schedule, row: number) {
  computed.id.push(stored.id[row] as string)
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

function pushMove(moves: MoveColumns, stored: TaskColumns, result: Schedule, row: number) {
  moves.taskId.push(stored.id[row] as string)
  moves.startBefore.push(stored.earlyStart[row] ?? null)
  moves.finishBefore.push(stored.earlyFinish[row] ?? null)
  moves.startAfter.push(result.columns.earlyStart[row] as number)
  moves.finishAfter.push(result.columns.earlyFinish[row] as number)
  const { start, finish } = result.explainAt(row)
  moves.startDriver.push(JSON.stringify(start[0] ?? null))
  moves.finishDriver.push(JSON.stringify(finish[0] ?? null))
}

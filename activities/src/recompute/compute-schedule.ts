import type { ScheduleError } from '@throughline/contract'
import type { ComputedColumns, MoveColumns, PlanColumns, TaskColumns } from '@throughline/database'
import type { ComputedSchedule } from '@throughline/domain'
import { type CalendarSpec, type Plan, type Schedule, type ScheduledTask, schedule, type TaskConstraint } from '@throughline/engine'
import { explainEngineError } from './explain-engine-error.ts'

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

/** The engine answers tasks in the order of the plan, which is that of the columns. */
function differences(stored: TaskColumns, { tasks, finish }: Schedule): Omit<ComputedSchedule, 'engineMilliseconds'> {
  const changed = emptyComputed()
  const moves = emptyMoves()
  tasks.forEach((task, index) => {
    const startBefore = stored.earlyStart[index] ?? null
    const finishBefore = stored.earlyFinish[index] ?? null
    const moved = startBefore !== task.earlyStart || finishBefore !== task.earlyFinish
    if (!moved && isStored(stored, index, task)) return
    pushComputed(changed, task)
    if (moved) pushMove(moves, task, startBefore, finishBefore)
  })
  return { finish: tasks.length > 0 ? finish : null, taskCount: tasks.length, changed, moves }
}

function isStored(stored: TaskColumns, index: number, task: ScheduledTask): boolean {
  return (
    stored.lateStart[index] === task.lateStart &&
    stored.lateFinish[index] === task.lateFinish &&
    stored.totalFloat[index] === task.totalFloat &&
    stored.freeFloat[index] === task.freeFloat &&
    stored.isCritical[index] === task.isCritical &&
    stored.isSummary[index] === task.isSummary
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

function pushComputed(columns: ComputedColumns, task: ScheduledTask) {
  columns.id.push(task.id)
  columns.isSummary.push(task.isSummary)
  columns.earlyStart.push(task.earlyStart)
  columns.earlyFinish.push(task.earlyFinish)
  columns.lateStart.push(task.lateStart)
  columns.lateFinish.push(task.lateFinish)
  columns.totalFloat.push(task.totalFloat)
  columns.freeFloat.push(task.freeFloat)
  columns.isCritical.push(task.isCritical)
}

function emptyMoves(): MoveColumns {
  return { taskId: [], startBefore: [], finishBefore: [], startAfter: [], finishAfter: [], driver: [] }
}

function pushMove(moves: MoveColumns, task: ScheduledTask, startBefore: number | null, finishBefore: number | null) {
  moves.taskId.push(task.id)
  moves.startBefore.push(startBefore)
  moves.finishBefore.push(finishBefore)
  moves.startAfter.push(task.earlyStart)
  moves.finishAfter.push(task.earlyFinish)
  moves.driver.push(JSON.stringify(task.driver))
}

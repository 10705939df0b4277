import type { PlanTask } from '@throughline/engine'
import { constraintOf } from './constraints.ts'
import { dayOfValue, fail, idOf, isAbsent, type JsonObject, listOf, numberOf, objectOf, shown } from './json-values.ts'
import { progressOf, type StatedProgress } from './progress.ts'
import { endOfDay, MINUTES_PER_WORKING_DAY } from './working-days.ts'

/** Three points of a duration, in working minutes, in this order of size. */
export interface DurationEstimate {
  readonly optimisticMinutes: number
  readonly mostLikelyMinutes: number
  readonly pessimisticMinutes: number
}

export interface NetworkTasks {
  readonly tasks: PlanTask[]
  readonly indexOf: ReadonlyMap<string, number>
  readonly names: ReadonlyMap<string, string>
  readonly estimates: ReadonlyMap<string, DurationEstimate>
  readonly progress: ReadonlyMap<number, StatedProgress>
}

/** Tasks as the file has them, still without progress. */
export function readTasks(value: unknown, calendarIds: ReadonlySet<string>): NetworkTasks {
  const indexOf = new Map<string, number>()
  const names = new Map<string, string>()
  const estimates = new Map<string, DurationEstimate>()
  const progress = new Map<number, StatedProgress>()
  const tasks = listOf(value, { list: 'tasks' }).map((entry, index) => {
    const source = objectOf(entry, { list: 'tasks', index })
    const id = idOf(source.id, 'tasks', index, 'id')
    const first = indexOf.get(id)
    if (first !== undefined) fail({ list: 'tasks', index, key: 'id' }, `is ${shown(id)}, as is tasks[${first}].id`)
    indexOf.set(id, index)
    const task = readTask(source, id, index, calendarIds)
    if (typeof source.name === 'string' && source.name !== '') names.set(id, source.name)
    const estimate = estimateOf(source, index, task.durationMinutes)
    if (estimate !== null) estimates.set(id, estimate)
    const stated = progressOf(source, index, task.durationMinutes)
    if (stated !== null) progress.set(index, stated)
    return task
  })
  tasks.forEach((task, index) => {
    if (task.parentId === null || indexOf.has(task.parentId)) return
    fail({ list: 'tasks', index, key: 'parent' }, `is ${shown(task.parentId)}, and no task has that id`)
  })
  return { tasks, indexOf, names, estimates, progress }
}

function readTask(source: JsonObject, id: string, index: number, calendarIds: ReadonlySet<string>): PlanTask {
  const durationMinutes = minutesOf(source.duration, index, 'duration')
  const constraint = constraintOf(source, index)
  const priority = isAbsent(source.priority) ? null : numberOf(source.priority, 'tasks', index, 'priority')
  return {
    id,
    parentId: isAbsent(source.parent) ? null : idOf(source.parent, 'tasks', index, 'parent'),
    kind: durationMinutes === 0 ? 'milestone' : 'task',
    durationMinutes,
    calendarId: calendarOfTask(source.calendar, index, calendarIds),
    constraint,
    deadline: isAbsent(source.deadline)
      ? null
      : endOfDay(dayOfValue(source.deadline, { list: 'tasks', index, key: 'deadline' })),
    ...(priority === null ? {} : { priority }),
  }
}

function calendarOfTask(value: unknown, index: number, calendarIds: ReadonlySet<string>): string | null {
  if (isAbsent(value)) return null
  const id = idOf(value, 'tasks', index, 'calendar')
  if (!calendarIds.has(id))
    fail({ list: 'tasks', index, key: 'calendar' }, `is ${shown(value)}, and calendars has no such entry`)
  return id
}

/** Working days, not negative, in whole minutes. */
function minutesOf(value: unknown, index: number, key: string): number {
  const days = numberOf(value, 'tasks', index, key)
  if (days < 0) fail({ list: 'tasks', index, key }, `must not be negative, and is ${shown(value)}`)
  return Math.round(days * MINUTES_PER_WORKING_DAY)
}

/** `m` stands in for a missing `o` or `p`, the duration for a missing `m`; null when all are missing. */
function estimateOf(source: JsonObject, index: number, durationMinutes: number): DurationEstimate | null {
  const { o, m, p } = source
  if (isAbsent(o) && isAbsent(m) && isAbsent(p)) return null
  const mostLikelyMinutes = isAbsent(m) ? durationMinutes : minutesOf(m, index, 'm')
  const optimisticMinutes = isAbsent(o) ? mostLikelyMinutes : minutesOf(o, index, 'o')
  const pessimisticMinutes = isAbsent(p) ? mostLikelyMinutes : minutesOf(p, index, 'p')
  if (optimisticMinutes > mostLikelyMinutes || mostLikelyMinutes > pessimisticMinutes) {
    fail(
      { list: 'tasks', index },
      `needs o <= m <= p, and has ${shown(o)}, ${shown(m ?? source.duration)}, ${shown(p)}`,
    )
  }
  return { optimisticMinutes, mostLikelyMinutes, pessimisticMinutes }
}

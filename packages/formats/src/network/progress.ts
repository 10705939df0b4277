import type { Minute, TaskProgress } from '@throughline/engine'
import { dayOfValue, fail, isAbsent, type JsonObject, numberOf, shown } from './json-values.ts'
import { endOfDay, startOfDay } from './working-days.ts'

/** What a task says about its progress; what it leaves out follows from its calendar or the schedule. */
export interface StatedProgress {
  readonly actualStart: Minute | null
  readonly actualFinish: Minute | null
  readonly doneMinutes: number
  readonly isComplete: boolean
}

/** Null when nothing has been done. An actual start is the start of its day, an actual finish the end. */
export function progressOf(task: JsonObject, index: number, durationMinutes: number): StatedProgress | null {
  const percent = percentOf(task.percent_complete, index)
  const startDay = actualDay(task, index, 'actual_start')
  const finishDay = actualDay(task, index, 'actual_finish')
  if (startDay !== null && finishDay !== null && finishDay < startDay) {
    fail({ list: 'tasks', index, key: 'actual_finish' }, `${task.actual_finish} is before its actual start`)
  }
  if (percent === 0 && startDay === null && finishDay === null) return null
  const isComplete = finishDay !== null || percent === 100
  return {
    actualStart: startDay === null ? null : startOfDay(startDay),
    actualFinish: finishDay === null ? null : endOfDay(finishDay),
    doneMinutes: isComplete ? durationMinutes : Math.round((durationMinutes * percent) / 100),
    isComplete,
  }
}

/** A point in time cannot begin in the morning and end in the evening of a day. */
export function pointInTime({ actualStart, actualFinish }: StatedProgress): TaskProgress | null {
  const minute = actualFinish ?? actualStart
  return minute === null ? null : { actualStart: minute, actualFinish: minute, doneMinutes: 0 }
}

function percentOf(value: unknown, index: number): number {
  if (isAbsent(value)) return 0
  const percent = numberOf(value, 'tasks', index, 'percent_complete')
  if (percent >= 0 && percent <= 100) return percent
  return fail({ list: 'tasks', index, key: 'percent_complete' }, `must be from 0 to 100, and is ${shown(value)}`)
}

function actualDay(task: JsonObject, index: number, key: 'actual_start' | 'actual_finish'): number | null {
  return isAbsent(task[key]) ? null : dayOfValue(task[key], { list: 'tasks', index, key })
}

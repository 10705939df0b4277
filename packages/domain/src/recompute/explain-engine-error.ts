import type { ScheduleError } from '@throughline/contract'
import {
  CycleError,
  DuplicateIdError,
  HorizonError,
  InvalidCalendarError,
  InvalidInputError,
  UnknownReferenceError,
} from '@throughline/engine'

/** What people are told of a plan that cannot be computed. Throws on what is no fault of the plan. */
export function explainEngineError(error: unknown): ScheduleError {
  if (error instanceof CycleError) return explain(error, 'Tasks depend on each other in a circle.', [...error.taskIds])
  if (error instanceof InvalidCalendarError) return explain(error, 'A calendar of the plan has no valid working time.')
  if (error instanceof HorizonError) return explain(error, 'Dates of the plan leave the years 1600 to 3000.')
  if (error instanceof InvalidInputError)
    return explain(error, 'A value of the plan cannot be scheduled.', error.kind === 'task' ? [error.id] : [])
  if (error instanceof UnknownReferenceError || error instanceof DuplicateIdError)
    return explain(error, `A ${error.kind} that the plan refers to is missing or there twice.`)
  throw error
}

function explain(error: Error, message: string, taskIds: string[] = []): ScheduleError {
  return { type: error.name, message, taskIds }
}

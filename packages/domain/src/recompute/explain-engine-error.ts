import type { ScheduleError } from '@throughline/contract'
import {
  CycleError,
  DuplicateIdError,
  HorizonError,
  InvalidCalendarError,
  InvalidInputError,
  UnknownReferenceError,
} from '@throughline/engine'

const tasksNamed = 10
const mostTasks = 1_000

/** Why a plan cannot be computed, with ids where names belong. Throws on what is no fault of the plan. */
export function explainEngineError(error: unknown): ScheduleError {
  if (error instanceof CycleError) return explainCycle(error)
  if (error instanceof InvalidInputError) return explain(error, error.kind === 'task' ? [error.id] : [])
  if (
    error instanceof InvalidCalendarError ||
    error instanceof HorizonError ||
    error instanceof UnknownReferenceError ||
    error instanceof DuplicateIdError
  )
    return explain(error, [])
  throw error
}

const explain = ({ name, message }: Error, taskIds: string[]): ScheduleError => ({ type: name, message, taskIds })

function explainCycle({ name, taskIds }: CycleError): ScheduleError {
  const [first = ''] = taskIds
  const rest = taskIds.length - tasksNamed
  const path = rest > 0 ? [...taskIds.slice(0, tasksNamed), `${rest} more`, first] : [...taskIds, first]
  const message = `tasks depend on each other in a circle: ${path.join(' → ')}`
  return { type: name, message, taskIds: taskIds.slice(0, mostTasks) }
}

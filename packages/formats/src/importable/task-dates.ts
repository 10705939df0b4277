// What holds a task in place. The service knows "start no earlier than" alone, so other
// constraints, manual dates and actual starts become the nearest such date, with a warning.
import {
  addWorkingMinutes,
  type ConstraintKind,
  minuteOf,
  textOf,
  type WorkingTime,
  workingMinutesBetween,
} from '@throughline/engine'
import type { DocumentTask, WallTime } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'

const CONSTRAINT_NAMES: Readonly<Record<ConstraintKind, string>> = {
  asSoonAsPossible: 'as soon as possible',
  asLateAsPossible: 'as late as possible',
  mustStartOn: 'must start on',
  mustFinishOn: 'must finish on',
  startNoEarlierThan: 'start no earlier than',
  startNoLaterThan: 'start no later than',
  finishNoEarlierThan: 'finish no earlier than',
  finishNoLaterThan: 'finish no later than',
}

export function summaryStart(task: DocumentTask, warnings: Warnings): WallTime | null {
  if (task.manual !== null) {
    warnings.add('manual summary', task, `Summary “${task.name}” is scheduled by hand; here it spans its tasks.`)
    return null
  }
  const { constraint } = task
  if (constraint === null) return null
  if (constraint.kind === 'startNoEarlierThan') return constraint.date
  const message = `“${CONSTRAINT_NAMES[constraint.kind]}” of summary “${task.name}” is not carried over.`
  warnings.add('constraint of a summary', task, message)
  return null
}

export function leafStart(task: DocumentTask, calendar: WorkingTime, warnings: Warnings): WallTime | null {
  const { constraint, manual, progress } = task
  if (manual !== null) return heldStart(task, manual.start, warnings)
  if (progress !== null) {
    const message = `“${task.name}” has started; it is planned to start no earlier than its actual start.`
    warnings.add('actual start', task, message)
    return progress.actualStart
  }
  if (constraint === null) return null
  switch (constraint.kind) {
    case 'startNoEarlierThan':
      return constraint.date
    case 'mustStartOn':
      return instead(task, constraint.kind, constraint.date, warnings)
    case 'mustFinishOn':
    case 'finishNoEarlierThan': {
      const start = constraint.date === null ? null : startFor(constraint.date, task.durationMinutes, calendar)
      return instead(task, constraint.kind, start, warnings)
    }
    default:
      return instead(task, constraint.kind, null, warnings)
  }
}

function heldStart(task: DocumentTask, start: WallTime | null, warnings: Warnings): WallTime | null {
  const reason = task.external === null ? 'is scheduled by hand' : 'belongs to another project'
  const message = `“${task.name}” ${reason}; it starts no earlier than there, but its links can move it later.`
  warnings.add(task.external === null ? 'manual task' : 'external task', task, message)
  return start
}

function instead(task: DocumentTask, kind: ConstraintKind, start: WallTime | null, warnings: Warnings) {
  const name = CONSTRAINT_NAMES[kind]
  const stand = start === null ? 'as soon as possible' : `start no earlier than ${start}`
  warnings.add(`constraint “${name}”`, task, `“${name}” of “${task.name}” becomes “${stand}”.`)
  return start
}

function startFor(finish: WallTime, duration: number, calendar: WorkingTime): WallTime {
  return textOf(addWorkingMinutes(calendar, minuteOf(finish), -duration))
}

/** Tells of what moves dates in the file and is not carried over. */
export function warnOfWhatIsNotCarried(task: DocumentTask, calendar: WorkingTime, warnings: Warnings): void {
  const { name, durationMinutes: duration, stored } = task
  if (task.deadline !== null) warnings.add('deadline', task, `The deadline of “${name}” is not carried over.`)
  if (task.levelingDelayMinutes > 0) {
    warnings.add('leveling delay', task, `The leveling delay of “${name}” is not carried over.`)
  }
  if (task.external === 'project') {
    warnings.add('subproject', task, `The project inserted at “${name}” is not in this file.`)
  }
  if (task.manual !== null || stored === null || stored.start === null || stored.finish === null || duration === 0) {
    return
  }
  const span = workingMinutesBetween(calendar, minuteOf(stored.start), minuteOf(stored.finish))
  if (span <= duration) return
  const message =
    `“${name}” takes ${span} working minutes from start to finish for a duration of ${duration}: ` +
    'it is split, or follows the calendars of its resources. It is planned in one piece.'
  warnings.add('split task', task, message)
}

// What holds a task in place. This version knows "start no earlier than" alone, so other
// constraints, manual dates and actual starts become the nearest such date, with a warning.
import { addWorkingMinutes, type Calendar, minuteOf, textOf, workingMinutesBetween } from '@throughline/engine'
import type { WallTime } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import type { TaskRow } from './task-row.ts'

const SNET = 4
const CONSTRAINT_NAMES = [
  'as soon as possible',
  'as late as possible',
  'must start on',
  'must finish on',
  'start no earlier than',
  'start no later than',
  'finish no earlier than',
  'finish no later than',
]

export function summaryStart(row: TaskRow, warnings: Warnings): WallTime | null {
  if (row.isManual) {
    warnings.add('manual summary', row, `Summary “${row.name}” is scheduled by hand; here it spans its tasks.`)
    return null
  }
  if (row.constraintType === SNET) return row.constraintDate
  if (row.constraintType !== 0) {
    const name = CONSTRAINT_NAMES[row.constraintType] ?? `constraint ${row.constraintType}`
    warnings.add('constraint of a summary', row, `“${name}” of summary “${row.name}” is not carried over.`)
  }
  return null
}

export function leafStart(row: TaskRow, duration: number, calendar: Calendar, warnings: Warnings): WallTime | null {
  if (row.isManual || row.isExternal) return heldStart(row, warnings)
  if (row.actualStart !== null) {
    const message = `“${row.name}” has started; it is planned to start no earlier than its actual start.`
    warnings.add('actual start', row, message)
    return row.actualStart
  }
  const date = row.constraintDate
  switch (row.constraintType) {
    case 0:
      return null
    case SNET:
      return date
    case 2:
      return instead(row, date, warnings)
    case 3:
    case 6:
      return instead(row, date === null ? null : startFor(date, duration, calendar), warnings)
    default:
      return instead(row, null, warnings)
  }
}

function heldStart(row: TaskRow, warnings: Warnings): WallTime | null {
  const reason = row.isManual ? 'is scheduled by hand' : 'belongs to another project'
  const message = `“${row.name}” ${reason}; it starts no earlier than there, but its links can move it later.`
  warnings.add(row.isManual ? 'manual task' : 'external task', row, message)
  return row.start
}

function instead(row: TaskRow, start: WallTime | null, warnings: Warnings): WallTime | null {
  const name = CONSTRAINT_NAMES[row.constraintType] ?? `constraint ${row.constraintType}`
  const stand = start === null ? 'as soon as possible' : `start no earlier than ${start}`
  warnings.add(`constraint “${name}”`, row, `“${name}” of “${row.name}” becomes “${stand}”.`)
  return start
}

function startFor(finish: WallTime, duration: number, calendar: Calendar): WallTime {
  return textOf(addWorkingMinutes(calendar, minuteOf(finish), -duration))
}

/** Tells of what moves dates in the file and is not carried over. */
export function warnOfWhatIsNotCarried(row: TaskRow, duration: number, calendar: Calendar, warnings: Warnings): void {
  if (row.deadline !== null) warnings.add('deadline', row, `The deadline of “${row.name}” is not carried over.`)
  if (row.hasLevelingDelay) {
    warnings.add('leveling delay', row, `The leveling delay of “${row.name}” is not carried over.`)
  }
  if (row.isSubproject) warnings.add('subproject', row, `The project inserted at “${row.name}” is not in this file.`)
  if (row.isManual || row.start === null || row.finish === null || duration === 0) return
  const span = workingMinutesBetween(calendar, minuteOf(row.start), minuteOf(row.finish))
  if (span <= duration) return
  const message =
    `“${row.name}” takes ${span} working minutes from start to finish for a duration of ${duration}: ` +
    'it is split, or follows the calendars of its resources. It is planned in one piece.'
  warnings.add('split task', row, message)
}

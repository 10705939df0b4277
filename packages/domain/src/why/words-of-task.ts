import type { ConstraintType } from '@throughline/contract'
import type { Movement } from './movement.ts'
import { changes, type RowChange } from './row-changes.ts'
import { calendarWords, taskWords } from './words-of-names.ts'
import { durationWords, elapsedWords, momentWords } from './words-of-time.ts'

/** What a change set did to a task that was there: ““Wiring” was lengthened by 4 days”. */
export function wordsOfTask(movement: Movement, row: RowChange): string {
  const name = taskWords(movement, row.id)
  const parts = aspects.flatMap(({ fields, words }) => (changes(row, ...fields) ? words(name, row, movement) : []))
  return parts.join(' and ') || `${name} was changed`
}

interface Aspect {
  readonly fields: readonly string[]
  readonly words: (name: string, row: RowChange, movement: Movement) => string
}

const aspects: readonly Aspect[] = [
  { fields: ['durationMinutes', 'isElapsed'], words: durationChange },
  { fields: ['constraintType', 'constraintAt', 'isConstraintMandatory'], words: constraintChange },
  { fields: ['deadline'], words: deadlineChange },
  { fields: ['calendarId'], words: calendarChange },
  { fields: ['kind'], words: (name, { after }) => `${name} was made a ${after.kind}` },
  { fields: ['parentId'], words: placeChange },
  { fields: ['isManual', 'manualStart', 'manualFinish'], words: manualChange },
  { fields: ['isActive'], words: (name, { after }) => `${name} was made ${after.isActive ? 'active' : 'inactive'}` },
  { fields: ['actualStart', 'actualFinish', 'actualMinutes', 'resumeAt'], words: progressChange },
  { fields: ['splits'], words: (name) => `the interruptions of ${name} were changed` },
  { fields: ['levelingDelayMinutes'], words: (name) => `the leveling delay of ${name} was changed` },
  { fields: ['effortType', 'ignoresResourceCalendars'], words: (name) => `what assignments do to ${name} was changed` },
  { fields: ['milestoneAt'], words: (name) => `where in a day ${name} lies was changed` },
]

const timed = (value: unknown): string => momentWords(String(value))

function durationChange(name: string, { before, after }: RowChange): string {
  if ('isElapsed' in before) {
    const minutes = after.durationMinutes
    const amount =
      typeof minutes === 'number' ? `${after.isElapsed ? elapsedWords(minutes) : durationWords(minutes)} ` : ''
    return `${name} was set to take ${amount}${after.isElapsed ? 'around the clock' : 'of working time'}`
  }
  const by = Number(after.durationMinutes) - Number(before.durationMinutes)
  return `${name} was ${by < 0 ? 'shortened' : 'lengthened'} by ${durationWords(by)}`
}

const verbs: Readonly<Partial<Record<ConstraintType, string>>> = {
  startNoEarlierThan: 'start no earlier than',
  startNoLaterThan: 'start no later than',
  finishNoEarlierThan: 'finish no earlier than',
  finishNoLaterThan: 'finish no later than',
  mustStartOn: 'start on',
  mustFinishOn: 'finish on',
}

function constraintChange(name: string, { before, after }: RowChange): string {
  const kind = after.constraintType as ConstraintType | undefined
  const date = after.constraintAt ?? before.constraintAt
  if (kind === 'asSoonAsPossible') return `the constraint of ${name} was removed`
  if (kind === 'asLateAsPossible') return `${name} was set to lie as late as possible`
  if (kind !== undefined)
    return `the constraint of ${name} was set to ${verbs[kind]} ${date ? timed(date) : 'the date that it had'}`
  if ('constraintAt' in before)
    return date
      ? `the date of the constraint of ${name} was set to ${timed(date)}`
      : `the constraint of ${name} was removed`
  return `the constraint of ${name} was made ${after.isConstraintMandatory ? 'mandatory' : 'one like others'}`
}

function deadlineChange(name: string, { after }: RowChange): string {
  return after.deadline
    ? `the deadline of ${name} was set to ${timed(after.deadline)}`
    : `the deadline of ${name} was removed`
}

function calendarChange(name: string, { after }: RowChange, movement: Movement): string {
  return after.calendarId === null
    ? `${name} was put on the project’s calendar`
    : `${name} was put on ${calendarWords(movement, after.calendarId)}`
}

function placeChange(name: string, { after }: RowChange, movement: Movement): string {
  return after.parentId === null
    ? `${name} was moved to the top level`
    : `${name} was moved below ${taskWords(movement, after.parentId as string)}`
}

function manualChange(name: string, { before, after }: RowChange): string {
  if ('isManual' in before) return `${name} was ${after.isManual ? 'placed by hand' : 'left to the schedule'}`
  const [start, finish] = [after.manualStart, after.manualFinish]
  if (start) return `${name} was placed by hand on ${timed(start)}`
  return finish ? `${name} was set by hand to finish on ${timed(finish)}` : `the dates by hand of ${name} were changed`
}

function progressChange(name: string, { after }: RowChange): string {
  if (after.actualFinish) return `${name} finished on ${timed(after.actualFinish)}`
  if (after.actualStart) return `${name} started on ${timed(after.actualStart)}`
  return `the progress of ${name} was changed`
}

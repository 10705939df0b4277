import type { LinkType } from '@throughline/contract'
import type { Movement } from './movement.ts'
import { changes, type RowChange } from './row-changes.ts'
import { durationWords, lagWords, momentWords, moveWords } from './words-of-time.ts'

const longestName = 80

/** “Wiring”, shortened where it is long. */
export const quoted = (name: string): string =>
  `“${name.length > longestName ? `${name.slice(0, longestName - 1).toWellFormed()}…` : name}”`

export const taskWords = ({ names }: Pick<Movement, 'names'>, id: string | null | undefined): string => {
  const name = names.get(id ?? '')
  return name === undefined ? 'a task' : quoted(name)
}

const calendarWords = ({ calendars }: Movement, id: unknown): string => {
  const name = calendars.get(String(id))
  return name === undefined ? 'a calendar' : `the calendar ${quoted(name)}`
}

/** What a change set did to a row, in words: ““Wiring” was lengthened by 4 days”. */
export function wordsOfChange(movement: Movement, row: RowChange): string {
  if (row.entity === 'task') return wordsOfTask(movement, row)
  if (row.entity === 'link') return wordsOfLink(movement, row)
  if (row.entity === 'calendar') return `${calendarWords(movement, row.id)} was ${row.existence ?? 'changed'}`
  if (row.entity === 'project') return wordsOfProject(movement, row)
  return `an ${row.entity} was ${row.existence ?? 'changed'}`
}

function wordsOfTask(movement: Movement, row: RowChange): string {
  const name = taskWords(movement, row.id)
  if (row.existence) return `${name} was ${row.existence}`
  const parts: string[] = []
  if (changes(row, 'durationMinutes')) parts.push(`${name} was ${durationChange(row)}`)
  if (changes(row, 'constraintType', 'constraintAt')) parts.push(constraintChange(name, row))
  if (changes(row, 'calendarId'))
    parts.push(
      row.after.calendarId === null
        ? `${name} was put on the project’s calendar`
        : `${name} was put on ${calendarWords(movement, row.after.calendarId)}`,
    )
  if (changes(row, 'kind')) parts.push(`${name} was made a ${row.after.kind}`)
  if (changes(row, 'parentId'))
    parts.push(
      row.after.parentId === null
        ? `${name} was moved to the top level`
        : `${name} was moved below ${taskWords(movement, row.after.parentId as string)}`,
    )
  return parts.join(' and ') || `${name} was changed`
}

function durationChange({ before, after }: RowChange): string {
  const by = Number(after.durationMinutes) - Number(before.durationMinutes)
  return `${by < 0 ? 'shortened' : 'lengthened'} by ${durationWords(by)}`
}

function constraintChange(name: string, { before, after }: RowChange): string {
  const type = after.constraintType ?? (after.constraintAt ? 'startNoEarlierThan' : null)
  const date = (after.constraintAt ?? before.constraintAt) as string | null
  if (type !== 'startNoEarlierThan') return `the constraint of ${name} was removed`
  return `the constraint of ${name} was set to start no earlier than ${date ? momentWords(date) : 'before'}`
}

function wordsOfLink(movement: Movement, row: RowChange): string {
  const what = linkWords(movement, row)
  if (row.existence === 'deleted') return `${what} was removed`
  if (row.existence) return `${what} was ${row.existence}`
  const parts: string[] = []
  if (changes(row, 'type')) parts.push(`${what} was changed from ${row.before.type} to ${row.after.type}`)
  if (changes(row, 'lagMinutes')) {
    const [from, to] = [lagWords(Number(row.before.lagMinutes)), lagWords(Number(row.after.lagMinutes))]
    parts.push(`${parts.length ? 'its lag' : `the lag of ${what}`} was changed from ${from} to ${to}`)
  }
  return parts.join(' and ') || `${what} was changed`
}

function linkWords(movement: Movement, { id, after }: RowChange): string {
  const ends = movement.links.get(id) ?? (after as { predecessorId?: string; successorId?: string })
  return `the link from ${taskWords(movement, ends.predecessorId)} to ${taskWords(movement, ends.successorId)}`
}

function wordsOfProject(movement: Movement, row: RowChange): string {
  const parts: string[] = []
  if (changes(row, 'startsAt'))
    parts.push(`the project’s start was moved ${moveWords(String(row.before.startsAt), String(row.after.startsAt))}`)
  if (changes(row, 'calendarId')) parts.push(`the project was put on ${calendarWords(movement, row.after.calendarId)}`)
  return parts.join(' and ') || 'the project was changed'
}

/** “FS”, “FS +2 days”. */
export const typeWords = (type: LinkType, lagMinutes: number): string =>
  lagMinutes === 0 ? type : `${type} ${lagWords(lagMinutes)}`

import type { LagUnit, LinkType } from '@throughline/contract'
import type { Movement } from './movement.ts'
import { changes, type RowChange } from './row-changes.ts'
import { calendarWords, resourceWords, taskWords } from './words-of-names.ts'
import { wordsOfTask } from './words-of-task.ts'
import { lagWords, momentWords, moveWords } from './words-of-time.ts'

/** What a change set did to a row, in words: ““Wiring” was lengthened by 4 days”. */
export function wordsOfChange(movement: Movement, row: RowChange): string {
  if (row.entity === 'task')
    return row.existence ? `${taskWords(movement, row.id)} was ${row.existence}` : wordsOfTask(movement, row)
  if (row.entity === 'link') return wordsOfLink(movement, row)
  if (row.entity === 'assignment') return wordsOfAssignment(movement, row)
  if (row.entity === 'project') return wordsOfProject(movement, row)
  const name =
    row.entity === 'calendar'
      ? calendarWords(movement, row.id)
      : row.entity === 'resource'
        ? resourceWords(movement, row.id)
        : `a ${row.entity}`
  return `${name} was ${row.existence ?? 'changed'}`
}

function wordsOfAssignment(movement: Movement, row: RowChange): string {
  const { taskId, resourceId } =
    movement.assignments.get(row.id) ?? (row.after as { taskId?: string; resourceId?: string })
  const [who, what] = [resourceWords(movement, resourceId), taskWords(movement, taskId)]
  if (row.existence === 'deleted') return `${who} was taken off ${what}`
  return row.existence ? `${who} was assigned to ${what}` : `the assignment of ${who} to ${what} was changed`
}

function wordsOfLink(movement: Movement, row: RowChange): string {
  const what = linkWords(movement, row)
  if (row.existence === 'deleted') return `${what} was removed`
  if (row.existence) return `${what} was ${row.existence}`
  const parts: string[] = []
  if (changes(row, 'type')) parts.push(`${what} was changed from ${row.before.type} to ${row.after.type}`)
  if (changes(row, 'lagMinutes', 'lagUnit')) {
    const [from, to] = lagsOf(movement, row)
    parts.push(`${parts.length ? 'its lag' : `the lag of ${what}`} was changed from ${from} to ${to}`)
  }
  return parts.join(' and ') || `${what} was changed`
}

/** What was not changed is as it is. */
function lagsOf({ links }: Movement, { id, before, after }: RowChange): [from: string, to: string] {
  const now = links.get(id)
  const words = (values: RowChange['after'], other: RowChange['after']) =>
    lagWords(
      Number(values.lagMinutes ?? other.lagMinutes ?? now?.lagMinutes ?? 0),
      (values.lagUnit ?? other.lagUnit ?? now?.lagUnit ?? 'working') as LagUnit,
    )
  const shared = 'lagUnit' in before ? {} : { lagUnit: now?.lagUnit }
  return [words({ ...shared, ...before }, after), words({ ...shared, ...after }, before)]
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
  if (changes(row, 'scheduleFrom')) parts.push(`the project was scheduled from its ${row.after.scheduleFrom}`)
  if (changes(row, 'finishBy'))
    parts.push(`the finish that the project has to hold was set to ${dateWords(row.after.finishBy)}`)
  if (changes(row, 'statusDate')) parts.push(`the status date was set to ${dateWords(row.after.statusDate)}`)
  if (changes(row, 'scheduleOptions')) parts.push('the schedule options were changed')
  return parts.join(' and ') || 'the project was changed'
}

const dateWords = (date: unknown): string => (date ? momentWords(String(date)) : 'none')

/** “FS”, “FS +2 days”. */
export const typeWords = (type: LinkType, lagMinutes: number, lagUnit: LagUnit): string =>
  lagMinutes === 0 ? type : `${type} ${lagWords(lagMinutes, lagUnit)}`

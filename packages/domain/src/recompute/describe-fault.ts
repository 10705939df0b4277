import type { ScheduleError } from '@throughline/contract'
import { listNamedRows, type NamedRow, type Transaction } from '@throughline/database'
import { quoted } from '../why/words-of-names.ts'

const someId = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi
/** An id with the word before it that the name says itself. */
const namedId = new RegExp(`(?:\\b(?:task|link|calendar) )?(${someId.source})`, 'gi')

/** The engine knows ids only: puts names in their place, and names the tasks that are concerned. */
export async function describeFault(
  transaction: Transaction,
  projectId: string,
  { type, message, taskIds }: ScheduleError,
): Promise<ScheduleError> {
  const ids = [...new Set(message.match(someId) ?? [])]
  const rows = new Map((await listNamedRows(transaction, projectId, ids)).map((row) => [row.id, row]))
  const words = message.replace(namedId, (text, id: string) => {
    const row = rows.get(id.toLowerCase())
    return row ? nameOf(row) : text
  })
  // Dates run out of the years for the sake of one task; which one, the engine does not say.
  const named = type === 'HorizonError' ? [] : [...rows.values()].flatMap((row) => row.taskIds)
  const concerned = taskIds.length ? taskIds : [...new Set(named)]
  return { type, message: words.charAt(0).toUpperCase() + words.slice(1), taskIds: concerned }
}

function nameOf({ entity, name, successorName }: NamedRow): string {
  if (entity === 'task') return quoted(name)
  if (entity === 'calendar') return `the calendar ${quoted(name)}`
  return `the link from ${quoted(name)} to ${quoted(successorName ?? '')}`
}

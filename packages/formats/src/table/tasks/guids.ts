import { cut } from '../../limits.ts'
import type { Warnings } from '../../warnings.ts'
import { placeOf, type TaskRow } from './task-row.ts'

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i

/** The GUID of each row; of rows that say the same, as a copied row does, the first one has it. */
export function guidReader(warnings: Warnings): (row: TaskRow) => string | null {
  const seen = new Set<string>()
  return (row) => {
    const text = row.values.guid
    if (text === undefined) return null
    const guid = GUID.exec(text)?.[1]?.toLowerCase() ?? null
    if (guid !== null && !seen.has(guid)) {
      seen.add(guid)
      return guid
    }
    const what = guid === null ? 'is none' : 'stands in a row above already'
    warnings.add('GUID', placeOf(row, 'guid'), `The GUID “${cut(text, 60)}” ${what} and is not read.`)
    return null
  }
}

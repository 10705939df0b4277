import type { KeptRow, RevertAnswer } from '@throughline/contract'
import { fieldTitle } from './fields.ts'

const because: Record<KeptRow['reason'], string> = {
  'changed-since': 'changed since',
  'deleted-since': 'deleted since',
  'in-use': 'in use by other rows',
  'not-yours': 'written by somebody else',
}

/** "duration, name"; the whole row when no field is named. */
export function keptWhat({ fields }: Pick<KeptRow, 'fields'>): string {
  if (fields.length === 0) return 'the whole row'
  return [...new Set(fields.map((field) => fieldTitle(field).toLowerCase()))].join(', ')
}

/** "changed since by Ana, revision 12". */
export function keptWhy({ reason, actorName, revision }: Pick<KeptRow, 'reason' | 'actorName' | 'revision'>): string {
  return [because[reason], actorName && ` by ${actorName}`, revision !== null && `, revision ${revision}`]
    .filter(Boolean)
    .join('')
}

/** What a message says after an undo that kept nothing. */
export function doneText({ changeSets, keptCount }: Pick<RevertAnswer, 'changeSets' | 'keptCount'>): string {
  if (changeSets.length === 0) return keptCount === 0 ? 'The plan has it so already.' : 'Nothing was changed.'
  const rows = changeSets.reduce((sum, change) => sum + change.operationCount, 0)
  return rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`
}

import type { ImportStep } from '@throughline/contract/temporal'
import { type ImportJobRow, lockImportJob, type Transaction } from '@throughline/database'
import { isEnded } from './begin-import.ts'
import { awaitsStaging } from './stage-import.ts'

/** Of the time that an import waits, when its owner is reminded, and what is left then at most. */
const remindShare = 0.75
const remindMilliseconds = 24 * 3_600_000
/** The end of a recompute wakes the workflow; so long it trusts in that. */
const lookAgainMilliseconds = 60_000

/** What is to be done next about an import; follows from its row alone, so that it does not matter who asks how often. */
export async function nextImportStep(transaction: Transaction, importId: string, now: number): Promise<ImportStep> {
  const row = await lockImportJob(transaction, importId)
  return row ? stepOf(row, now) : { next: 'end', state: 'failed', rows: 0 }
}

export function stepOf(row: ImportJobRow, now: number): ImportStep {
  const { state, rowsDone, report } = row
  if (state === 'undoing') return { next: 'undo' }
  if (state === 'completed' && report === null) return { next: 'report' }
  if (isEnded(row)) return { next: 'end', state: endState(state), rows: rowsDone }
  if (row.cancelRequestedAt && state !== 'recomputing') return { next: 'settle', state: 'cancelled' }
  if (row.error) return { next: 'settle', state: 'failed' }
  if (state === 'fetching') return fetchOf(row, now)
  if (state === 'uploaded' || awaitsStaging(row)) return { next: 'read' }
  if (state === 'writing') return { next: 'write' }
  if (state === 'recomputing') return { next: 'wait', milliseconds: lookAgainMilliseconds }
  return waitOf(row, now)
}

/** A file that could not be had is attempted again when it is time. */
function fetchOf({ fetch }: ImportJobRow, now: number): ImportStep {
  const pause = fetch?.triesAgainAt ? Date.parse(fetch.triesAgainAt) - now : 0
  return pause > 0 ? { next: 'wait', milliseconds: pause } : { next: 'fetch' }
}

/** Waits for somebody: to be reminded of in time, then to be given up. */
function waitOf({ state, expiresAt, createdAt, remindedAt }: ImportJobRow, now: number): ImportStep {
  if (expiresAt === null) return { next: 'wait', milliseconds: null }
  const end = Date.parse(expiresAt)
  if (now >= end) return { next: 'settle', state: 'expired' }
  const remindAt = Math.max(
    end - remindMilliseconds,
    Date.parse(createdAt) + (end - Date.parse(createdAt)) * remindShare,
  )
  if (state !== 'waiting' || remindedAt !== null) return { next: 'wait', milliseconds: end - now }
  return now >= remindAt ? { next: 'remind' } : { next: 'wait', milliseconds: remindAt - now }
}

const endState = (state: ImportJobRow['state']) =>
  state === 'cancelled' || state === 'failed' || state === 'expired' || state === 'undone' ? state : 'completed'

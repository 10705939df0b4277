import type { ImportJob } from '@throughline/contract'

export type Step = 'file' | 'columns' | 'review' | 'write' | 'end'

export const stepTitles: Record<Step, string> = {
  file: 'File',
  columns: 'Columns',
  review: 'Review',
  write: 'Import',
  end: 'Result',
}

/** Has columns that can be taken for one thing or another. */
export const isTable = ({ format }: Pick<ImportJob, 'format'>): boolean => format === 'csv' || format === 'xlsx'

/** The steps that an import goes through. */
export function stepsOf(job: Pick<ImportJob, 'format' | 'mode'>): Step[] {
  const reviewed = job.mode === 'review'
  return [
    'file',
    ...(isTable(job) && reviewed ? ['columns' as const] : []),
    ...(reviewed ? ['review' as const] : []),
    'write',
    'end',
  ]
}

/** An import that was given up on its way did not go through them. */
export const wentThrough = ({ state }: Pick<ImportJob, 'state'>): boolean =>
  state !== 'failed' && state !== 'cancelled' && state !== 'expired'

const stepOfState: Record<ImportJob['state'], Step> = {
  fetching: 'file',
  uploaded: 'file',
  parsing: 'file',
  waiting: 'review',
  writing: 'write',
  paused: 'write',
  parked: 'write',
  recomputing: 'write',
  completed: 'end',
  failed: 'end',
  cancelled: 'end',
  expired: 'end',
  undoing: 'end',
  undone: 'end',
}

/** Where an import is; before its approval a table's columns can be looked at instead. */
export function stepOf(job: Pick<ImportJob, 'format' | 'state'>, looksAtColumns: boolean): Step {
  const step = stepOfState[job.state]
  return step === 'review' && looksAtColumns && isTable(job) ? 'columns' : step
}

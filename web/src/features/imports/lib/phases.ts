import type { ImportJob, ImportState } from '@throughline/contract'

export const importPhases: Record<ImportState, string> = {
  uploaded: 'Waiting to start',
  parsing: 'Reading the file',
  writing: 'Writing the plan',
  recomputing: 'Computing dates',
  completed: 'Done',
  failed: 'The file could not be imported',
  cancelled: 'Cancelled',
}

/** Where each phase begins on the bar; reading and writing advance by rows. */
const begins: Record<ImportState, number> = {
  uploaded: 0.02,
  parsing: 0.05,
  writing: 0.2,
  recomputing: 0.92,
  completed: 1,
  failed: 1,
  cancelled: 1,
}

/** 0 to 1. */
export function shareDone({ state, rowsDone, rowsTotal }: Pick<ImportJob, 'state' | 'rowsDone' | 'rowsTotal'>): number {
  const begin = begins[state]
  if (state !== 'writing' || !rowsTotal) return begin
  return begin + (begins.recomputing - begin) * Math.min(1, rowsDone / rowsTotal)
}

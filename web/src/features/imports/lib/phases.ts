import { endedImportStates, type ImportFormat, type ImportJob, type ImportState } from '@throughline/contract'

export const importPhases: Record<ImportState, string> = {
  fetching: 'Fetching the file',
  uploaded: 'Waiting to start',
  parsing: 'Reading the file',
  waiting: 'Waiting for your review',
  writing: 'Writing the plan',
  paused: 'Paused',
  parked: 'Some rows could not be taken',
  recomputing: 'Computing dates',
  completed: 'Done',
  failed: 'The file could not be imported',
  cancelled: 'Cancelled',
  expired: 'Given up: nobody approved it in time',
  undoing: 'Being taken back',
  undone: 'Taken back',
}

export const formatNames: Record<ImportFormat, string> = {
  mspdi: 'Microsoft Project XML',
  xer: 'Primavera XER',
  pmxml: 'Primavera P6 XML',
  csv: 'CSV',
  xlsx: 'Excel',
  json: 'JSON',
}

/** What the file is, once it is there. */
export const fileText = ({ format }: Pick<ImportJob, 'format'>): string =>
  format === null ? 'A file from a link' : formatNames[format]

/** Where each phase begins on the bar; writing advances by rows. */
const begins: Record<ImportState, number> = {
  fetching: 0,
  uploaded: 0.02,
  parsing: 0.05,
  waiting: 0.2,
  writing: 0.2,
  paused: 0.2,
  parked: 0.9,
  recomputing: 0.92,
  completed: 1,
  failed: 1,
  cancelled: 1,
  expired: 1,
  undoing: 1,
  undone: 1,
}

type Progress = Pick<ImportJob, 'state' | 'rowsDone' | 'rowsTotal'>

/** 0 to 1. */
export function shareDone({ state, rowsDone, rowsTotal }: Progress): number {
  const begin = begins[state]
  if ((state !== 'writing' && state !== 'paused') || !rowsTotal) return begin
  return begin + (begins.parked - begin) * Math.min(1, rowsDone / rowsTotal)
}

export const isEnded = ({ state }: Pick<ImportJob, 'state'>): boolean =>
  (endedImportStates as readonly string[]).includes(state)

/** The service is at work on it; the others wait for somebody, or have ended. */
export const isBusy = ({ state }: Pick<ImportJob, 'state'>): boolean => busyStates.includes(state)
const busyStates: readonly ImportState[] = ['fetching', 'uploaded', 'parsing', 'writing', 'recomputing', 'undoing']

/** What is being done, or was asked for and comes next. */
export function phaseText({
  state,
  pauseRequested,
  cancelRequested,
}: Pick<ImportJob, 'state' | 'pauseRequested' | 'cancelRequested'>): string {
  if (isEnded({ state }) || state === 'undoing') return importPhases[state]
  if (cancelRequested === 'roll-back') return 'Rolling back'
  if (cancelRequested === 'keep') return 'Stopping'
  if (pauseRequested && state === 'writing') return 'Pausing at the end of the batch'
  return importPhases[state]
}

const count = (rows: number) => rows.toLocaleString('en')

/** "1,200 of 30,000 rows", as far as it is known. */
export function rowsText({ rowsDone, rowsTotal }: Pick<ImportJob, 'rowsDone' | 'rowsTotal'>): string {
  if (rowsTotal !== null) return `${count(rowsDone)} of ${count(rowsTotal)} ${rowsTotal === 1 ? 'row' : 'rows'}`
  return rowsDone > 0 ? `${count(rowsDone)} ${rowsDone === 1 ? 'row' : 'rows'}` : ''
}

/** "1,050 rows a second, about 2 minutes left". */
export function speedText({ rowsPerSecond, secondsLeft }: Pick<ImportJob, 'rowsPerSecond' | 'secondsLeft'>): string {
  const parts = [
    rowsPerSecond !== null && rowsPerSecond >= 1 && `${count(Math.round(rowsPerSecond))} rows a second`,
    secondsLeft !== null && `${timeText(secondsLeft)} left`,
  ]
  return parts.filter(Boolean).join(', ')
}

function timeText(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `about ${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`
}

import type { AnyRun, RunAct, RunKind, RunState } from '@throughline/contract'

export const kindNames: Readonly<Record<RunKind, string>> = {
  recompute: 'Recompute',
  import: 'Import of a plan',
  seed: 'Demonstration plans',
  purge: 'Purge of what has expired',
  'organisation-create': 'Creation of an organisation',
  'organisation-export': 'Export of the organisation',
  'organisation-import': 'Import of an organisation',
  'organisation-delete': 'Deletion of the organisation',
}

export const stateNames: Readonly<Record<RunState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const actNames: Readonly<Record<RunAct, string>> = {
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  retry: 'Retry',
}

/** A pause by a recompute is of the project's recomputes: that one is over before anybody can ask. */
export const nameOfAct = (act: RunAct, { kind }: Pick<AnyRun, 'kind'>): string =>
  act === 'pause' && kind === 'recompute' ? 'Pause recomputes' : actNames[act]

/** What becomes of what there is, where that is to be known before a run is cancelled. */
export const cancelWarnings: Readonly<Partial<Record<RunKind, string>>> = {
  import: 'What the import has written is taken back.',
  'organisation-export': 'There will be no file.',
  'organisation-import': 'What has been written of the organisation is taken away.',
  'organisation-delete': 'The organisation opens again, and is not deleted.',
}

/** The state, and what was asked that has not come about yet. */
export function stateText({ kind, state, pauseRequested, cancelRequested, endedAt }: AnyRun): string {
  if (endedAt === null && cancelRequested) return 'Is being cancelled'
  if (state === 'running' && pauseRequested) return 'Pauses after this batch'
  if (state === 'paused' && kind === 'organisation-export') return 'Paused; begins anew when it is resumed'
  return stateNames[state]
}

/** How far it is in numbers; a recompute counts the tasks whose dates moved. */
export function countText({ kind, done, total }: AnyRun): string | null {
  if (kind === 'recompute') return total === null ? null : `${done} of ${total} tasks moved`
  if (total === null) return done > 0 ? `${done} done` : null
  return `${done} of ${total}`
}

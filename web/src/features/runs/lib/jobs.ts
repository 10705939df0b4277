import type { AnyRun } from '@throughline/contract'

/** So long after its end a job is still shown. */
const shownAfterEnd = 10 * 60_000

export const isOpen = ({ endedAt, state }: Pick<AnyRun, 'endedAt' | 'state'>): boolean =>
  endedAt === null && state !== 'completed' && state !== 'failed' && state !== 'cancelled'

const waitsForPerson = ({ kind, state }: AnyRun): boolean => kind === 'import' && state === 'waiting'

/** What waits for a person comes after what may go on at any moment. */
export const movingFirst = (one: AnyRun, other: AnyRun): number =>
  Number(waitsForPerson(one)) - Number(waitsForPerson(other))

/** Those that go on, and those that ended a short while ago. */
export const shownJobs = (runs: readonly AnyRun[], now: number): AnyRun[] =>
  runs.filter((run) => isOpen(run) || (run.endedAt !== null && now - Date.parse(run.endedAt) < shownAfterEnd))

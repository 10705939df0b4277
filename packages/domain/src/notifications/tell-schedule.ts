// What a recompute is news of. Who asked for it learns that it failed; managers and owners of the project the rest.
import type { ScheduleError } from '@throughline/contract'
import {
  type CoveredChangeSet,
  listProjectListeners,
  type NewNotification,
  type ScheduleBefore,
  type Transaction,
} from '@throughline/database'
import { notifyAll } from './notify.ts'

interface ComputedRun {
  organisationId: string
  projectId: string
  runId: string
}

/** The one who made all of these changes; null where several people did, or the service. */
const onlyActorOf = (changes: readonly CoveredChangeSet[]): string | null => {
  const [actor, ...others] = new Set(changes.map(({ actorId }) => actorId))
  return others.length === 0 ? (actor ?? null) : null
}

/** Tells managers that the finish moved by more than the project lets pass; not who alone moved it. */
export async function tellFinishMoved(
  transaction: Transaction,
  run: ComputedRun,
  before: ScheduleBefore | null,
  finishesAt: string | null,
  changes: readonly CoveredChangeSet[],
): Promise<void> {
  const from = before?.finishesAt
  if (!before || !from || !finishesAt || !isFurther(from, finishesAt, before.finishNoticeDays)) return
  const actorId = onlyActorOf(changes)
  const people = await listProjectListeners(transaction, run.projectId)
  await notifyAll(
    transaction,
    people
      .filter((person) => person !== actorId)
      .map((person) => ({
        ...noticeOf(run, 'finish-moved', person),
        ...{ actorId, moved: { from, to: finishesAt } },
      })),
  )
}

const dayMilliseconds = 86_400_000

/** Days of the calendar, not of work; 0: nothing is told. */
function isFurther(from: string, to: string, days: number): boolean {
  const distance = Math.abs(Date.parse(`${to}Z`) - Date.parse(`${from}Z`))
  return days > 0 && distance > days * dayMilliseconds
}

/**
 * Tells of an error that was not there before: those whose changes were computed for the first time that it failed, and
 * the managers that their project has it. While it lasts, nobody is told again.
 */
export async function tellScheduleError(
  transaction: Transaction,
  run: ComputedRun,
  { before, error, actors }: { before: ScheduleError | null; error: ScheduleError; actors: readonly string[] },
): Promise<void> {
  if (before && isSame(before, error)) return
  const managers = await listProjectListeners(transaction, run.projectId)
  await notifyAll(transaction, [
    ...actors.map((person) => noticeOf(run, 'run-failed', person)),
    ...managers.filter((person) => !actors.includes(person)).map((person) => noticeOf(run, 'schedule-error', person)),
  ])
}

/** In the same tasks; a circle may be told from another task of it on. */
function isSame(one: ScheduleError, other: ScheduleError): boolean {
  const tasksOf = ({ taskIds }: ScheduleError) => taskIds.toSorted().join()
  if (one.type !== other.type || tasksOf(one) !== tasksOf(other)) return false
  return one.taskIds.length > 0 || one.message === other.message
}

function noticeOf(
  { organisationId, projectId, runId }: ComputedRun,
  kind: 'finish-moved' | 'schedule-error' | 'run-failed',
  personId: string,
): Omit<NewNotification, 'id'> {
  const run = { id: runId, kind: 'recompute' } as const
  return { organisationId, projectId, personId, kind, run, effectKey: `${kind}/${runId}/${personId}` }
}

// What people ask of seeds and purges. It is kept with the job, and wakes its workflow, which reads it there.
import { NotFoundError, ProblemError } from '@throughline/contract'
import {
  insertJob,
  insertWorkRequest,
  type JobRow,
  lockJob,
  lockOpenJob,
  type Transaction,
  updateJob,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireInstanceAct } from '../accounts/operators.ts'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'

/** Fills the organisation with the demonstration plans that it has not been given yet. One that has not ended is joined. */
export async function startSeed(transaction: Transaction, actor: Actor): Promise<string> {
  requireOrganisationAct(actor, 'organisation.seed')
  return askForSeed(transaction, actor)
}

/** The same for an organisation that is just being made. */
export async function askForSeed(
  transaction: Transaction,
  { organisationId, personId }: Pick<Actor, 'organisationId' | 'personId'>,
): Promise<string> {
  const id = uuid()
  if (!(await insertJob(transaction, { id, organisationId, kind: 'seed', personId }))) {
    const open = await lockOpenJob(transaction, 'seed')
    // It has ended in this very moment: whoever asks again starts another.
    if (!open) throw new ProblemError('conflict', { detail: 'A seed has just ended.' })
    return open.id
  }
  await insertWorkRequest(transaction, { organisationId, kind: 'seed', subjectId: organisationId })
  return id
}

/** Takes away what has expired, of the whole instance. One that has not ended is joined. */
export async function startPurge(transaction: Transaction, actor: Actor): Promise<string> {
  await requireInstanceAct(transaction, actor, 'schedule.change')
  const open = await lockOpenJob(transaction, 'purge')
  if (open) return open.id
  const id = uuid()
  await insertJob(transaction, { id, organisationId: null, kind: 'purge', personId: actor.personId })
  await wakePurge(transaction, actor, id)
  return id
}

export async function pausePurge(transaction: Transaction, _actor: Actor, id: string): Promise<void> {
  await lockUnended(transaction, id)
  await updateJob(transaction, id, { pauseRequested: true })
}

export async function resumePurge(transaction: Transaction, actor: Actor, id: string): Promise<void> {
  const { state } = await lockUnended(transaction, id)
  await updateJob(transaction, id, { pauseRequested: false, ...(state === 'paused' ? { state: 'running' } : {}) })
  await wakePurge(transaction, actor, id)
}

export async function cancelJob(transaction: Transaction, actor: Actor, id: string): Promise<void> {
  const { kind } = await lockUnended(transaction, id)
  await updateJob(transaction, id, { cancelRequested: true })
  if (kind === 'purge') await wakePurge(transaction, actor, id)
}

async function lockUnended(transaction: Transaction, id: string): Promise<JobRow> {
  const job = await lockJob(transaction, id)
  if (!job) throw new NotFoundError('run')
  if (['completed', 'failed', 'cancelled'].includes(job.state))
    throw new ProblemError('conflict', { detail: 'The run has ended.' })
  return job
}

/** A purge is of no organisation; the request is of that of whoever asks. */
const wakePurge = (transaction: Transaction, { organisationId }: Actor, subjectId: string) =>
  insertWorkRequest(transaction, { organisationId, kind: 'purge', subjectId })

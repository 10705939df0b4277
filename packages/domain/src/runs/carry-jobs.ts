// How workflows carry jobs on: what is next follows from the job, where people ask for it.
import type { PurgeResult, PurgeStep } from '@throughline/contract/temporal'
import { insertJob, type JobRow, lockJob, lockOpenJob, type Transaction, updateJob } from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { tellRunFailed } from '../notifications/tell-run-failed.ts'

/** The purge that comes round by itself; null while another has not ended, be it paused. */
export async function openPurge(transaction: Transaction): Promise<string | null> {
  if (await lockOpenJob(transaction, 'purge')) return null
  const id = uuid()
  await insertJob(transaction, { id, organisationId: null, kind: 'purge', personId: null })
  return id
}

/** Whether a batch is to be done now, and which step it is of. Pausing and cancelling take effect here. */
export async function nextPurgeBatch(
  transaction: Transaction,
  runId: string,
): Promise<Exclude<PurgeStep, { next: 'batch' }> | { next: 'batch'; step: number }> {
  const job = await lockJob(transaction, runId)
  if (!job) return { next: 'end', state: 'cancelled' }
  const ended = endOf(job)
  if (ended) return { next: 'end', state: ended }
  if (job.cancelRequested) {
    await updateJob(transaction, runId, { state: 'cancelled' })
    return { next: 'end', state: 'cancelled' }
  }
  if (job.pauseRequested) {
    if (job.state !== 'paused') await updateJob(transaction, runId, { state: 'paused' })
    return { next: 'wait' }
  }
  if (job.state !== 'running') await updateJob(transaction, runId, { state: 'running' })
  return { next: 'batch', step: job.step }
}

/** A batch is done. The second of two attempts at it counts what it has done, and does not go a step further. */
export async function countPurgeBatch(
  transaction: Transaction,
  runId: string,
  { step, count, isLast, steps }: { step: number; count: number; isLast: boolean; steps: number },
): Promise<PurgeStep> {
  const job = await lockJob(transaction, runId)
  if (!job) return { next: 'end', state: 'cancelled' }
  const ended = endOf(job)
  if (ended) return { next: 'end', state: ended }
  const next = isLast && job.step === step ? step + 1 : job.step
  const isDone = next >= steps
  await updateJob(transaction, runId, { step: next, done: job.done + count, ...(isDone ? { state: 'completed' } : {}) })
  return isDone ? { next: 'end', state: 'completed' } : { next: 'batch' }
}

/** A purge whose workflow is over without having come to its end. */
export async function settlePurge(
  transaction: Transaction,
  runId: string,
  state: 'failed' | 'cancelled',
): Promise<PurgeResult['state']> {
  const job = await lockJob(transaction, runId)
  const ended = job ? endOf(job) : state
  if (ended) return ended
  await updateJob(transaction, runId, { state, ...(state === 'failed' ? { error: unknownReason } : {}) })
  return state
}

const unknownReason = 'It failed for a reason that the log of the worker has.'

const endOf = ({ state }: JobRow): PurgeResult['state'] | null =>
  state === 'completed' || state === 'failed' || state === 'cancelled' ? state : null

/** How far the seed of the organisation is; false where somebody has cancelled it. One that nobody keeps has no row. */
export async function progressSeed(
  transaction: Transaction,
  progress: { done: number; total: number },
): Promise<boolean> {
  const job = await lockOpenJob(transaction, 'seed')
  if (!job) return true
  const { done, total } = progress
  if (!job.cancelRequested || done >= total)
    await updateJob(transaction, job.id, { ...progress, state: done >= total ? 'completed' : 'running' })
  else await updateJob(transaction, job.id, { ...progress, state: 'cancelled' })
  return !job.cancelRequested
}

/** The workflow of the seed is over without having come to its end. */
export async function settleSeed(transaction: Transaction, state: 'failed' | 'cancelled'): Promise<void> {
  const job = await lockOpenJob(transaction, 'seed')
  if (!job) return
  await updateJob(transaction, job.id, { state, ...(state === 'failed' ? { error: unknownReason } : {}) })
  const { id, organisationId, personId } = job
  if (state === 'failed' && organisationId !== null)
    await tellRunFailed(transaction, { id, kind: 'seed', organisationId, personId })
}

import { type PointInTime, ProblemError } from '@throughline/contract'
import { findRevisionAt, type Transaction } from '@throughline/database'

/** The revision that a point in time means, `head` at most. Throws ProblemError `not-found` where there was none. */
export async function findRevision(
  transaction: Transaction,
  projectId: string,
  point: PointInTime,
  head: number,
): Promise<number> {
  if (/^\d+$/.test(point)) {
    const revision = Number(point)
    if (revision >= 1 && revision <= head) return revision
    throw new ProblemError('not-found', { detail: `There is no revision ${point}: the project has 1 to ${head}.` })
  }
  // In UTC: PostgreSQL knows no offsets beyond 16 hours.
  const revision = await findRevisionAt(transaction, projectId, new Date(point).toISOString())
  if (revision === null) throw new ProblemError('not-found', { detail: `There was no such project at ${point} yet.` })
  return Math.min(revision, head)
}

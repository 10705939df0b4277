import { findProjectRow, setProjectRevision, type Transaction, takeRevision } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { buildDelta } from '../plans/delta.ts'

interface Mark {
  /** Taken already where the act asks for dates, which are computed anew then. */
  revision?: number | undefined
}

/**
 * What is about a project and changes no row of its plan is a revision of its stream all the same, so that nobody misses it.
 * Answers where its event stands, and what the project is from then on.
 */
export async function markProject(
  transaction: Transaction,
  { organisationId }: Pick<Actor, 'organisationId'>,
  projectId: string,
  { revision: taken }: Mark = {},
) {
  const revision = taken ?? (await takeRevision(transaction, projectId))
  await setProjectRevision(transaction, projectId, { revision, asks: taken !== undefined })
  const project = await findProjectRow(transaction, projectId)
  const delta = buildDelta({ from: revision - 1, to: revision, project })
  return { place: { organisationId, kind: 'project', streamId: projectId, revision } as const, delta }
}

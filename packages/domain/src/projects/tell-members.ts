import { findProjectRows, insertEvents, type Transaction, takeProjectRevisions } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { buildDelta } from '../plans/delta.ts'

type Told = 'personId' | 'teamId' | 'programId'

/**
 * Tells those who look at the projects, and programs outside, that their people are others; a program may have many.
 * Which role it is they ask.
 */
export async function tellMembersChanged(
  transaction: Transaction,
  { organisationId, personId: actorId }: Actor,
  projectIds: readonly string[],
  { personId = null, teamId = null, programId = null }: Partial<Record<Told, string | null>>,
): Promise<void> {
  if (projectIds.length === 0) return
  await takeProjectRevisions(transaction, projectIds)
  const events = (await findProjectRows(transaction, projectIds)).map((project) => {
    const { id: streamId, revision } = project
    const delta = buildDelta({ from: revision - 1, to: revision, project })
    const payload = { actorId, personId, teamId, programId, delta }
    return { organisationId, kind: 'project', streamId, revision, type: 'project.members-changed', payload } as const
  })
  await insertEvents(transaction, events)
}

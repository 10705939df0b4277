import { insertEvent, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { markProject } from './mark-project.ts'

type Told = 'personId' | 'teamId' | 'programId'

/** Tells those who look at the project, and programs outside, that its people are others. Which role it is they ask. */
export async function tellMembersChanged(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  { personId = null, teamId = null, programId = null }: Partial<Record<Told, string | null>>,
): Promise<void> {
  const { place, delta } = await markProject(transaction, actor, projectId)
  const payload = { actorId: actor.personId, personId, teamId, programId, delta }
  await insertEvent(transaction, { ...place, type: 'project.members-changed', payload })
}

import { listProjectIdsOfProgram, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { tellMembersChanged } from '../projects/tell-members.ts'

/** Who is what in a program is news in each of its projects. The program is locked, so that none joins or leaves meanwhile. */
export async function tellProjectsOf(
  transaction: Transaction,
  actor: Actor,
  programId: string,
  whom: { personId?: string; teamId?: string },
): Promise<void> {
  const projectIds = await listProjectIdsOfProgram(transaction, programId)
  await tellMembersChanged(transaction, actor, projectIds, { ...whom, programId })
}

import { type CountedStanding, roleOf } from '@throughline/contract'
import { listStandingRows, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from './project-role.ts'

/** What each person is in the project when teams and its program are counted, and by what; the highest first. */
export async function listProjectStandings(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
): Promise<CountedStanding[]> {
  await requireProjectRole(transaction, actor, projectId, 'member.read')
  const rows = await listStandingRows(transaction, projectId)
  return rows.map(({ rank, acts: _, ...row }) => ({ ...row, role: roleOf(rank) }))
}

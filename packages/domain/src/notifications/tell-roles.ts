import { listPeopleAmong, listTeamRows, type Transaction } from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { notifyAll } from './notify.ts'

export interface ChangedRole {
  /** Whose it is: of one person, or of the people of a team. */
  personId?: string
  teamId?: string
  /** Neither: the role in the organisation. */
  projectId?: string
  programId?: string
}

/** Tells people that somebody else gave, changed or took what they are. What they are now is looked up when it is shown. */
export async function tellRoleChanged(
  transaction: Transaction,
  { organisationId, personId: actorId }: Actor,
  { personId, teamId, ...place }: ChangedRole,
): Promise<void> {
  const concerned = personId ? [personId] : await listPeopleOfTeam(transaction, teamId)
  const people = await listPeopleAmong(transaction, concerned)
  const event = uuid()
  await notifyAll(
    transaction,
    people
      .filter((person) => person !== actorId)
      .map((person) => ({
        ...{ organisationId, personId: person, kind: 'role-changed', actorId, ...place },
        effectKey: `role-changed/${event}/${person}`,
      })),
  )
}

async function listPeopleOfTeam(transaction: Transaction, teamId: string | undefined): Promise<readonly string[]> {
  if (!teamId) return []
  const [team] = await listTeamRows(transaction, teamId)
  return team?.personIds ?? []
}

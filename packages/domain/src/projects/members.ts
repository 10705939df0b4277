import {
  type Member,
  type MemberValues,
  NotFoundError,
  type ProjectStanding,
  rankOf,
  roleOf,
} from '@throughline/contract'
import {
  deleteMemberRow,
  findProjectRank,
  listMemberRows,
  listOrganisationMembers,
  lockStream,
  type MemberRow,
  type Transaction,
  upsertMember,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { tellRoleChanged } from '../notifications/tell-roles.ts'
import { givenStanding, refuseAbove, standingIn } from './given-standing.ts'
import { refuseLastOwner } from './last-owner.ts'
import { requireProjectRole } from './project-role.ts'
import { tellMembersChanged } from './tell-members.ts'

const presentMember = ({ rank, acts: _, ...member }: MemberRow): Member => ({ ...member, role: roleOf(rank) })

/** Who has which role in the project, the highest first. */
export async function listMembers(transaction: Transaction, actor: Actor, projectId: string): Promise<Member[]> {
  await requireProjectRole(transaction, actor, projectId, 'member.read')
  return (await listMemberRows(transaction, projectId)).map(presentMember)
}

/**
 * Gives a person of the organisation a role in the project that may nothing that the actor may not.
 * Throws NotFoundError for a person outside or an unknown role, ProblemError `forbidden`, and `conflict` when no owner
 * would remain.
 */
export async function putMember(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  personId: string,
  values: MemberValues,
): Promise<Member> {
  const members = await lockMembers(transaction, actor, projectId)
  const own = await requireProjectRole(transaction, actor, projectId, 'member.change')
  const { role, acts, customRoleId } = await givenStanding(transaction, values)
  refuseAbove(own, { role, acts })
  const present = members.find((member) => member.personId === personId)
  await refuseAbovePerson(transaction, own, projectId, personId)
  if (!(await listOrganisationMembers(transaction, [personId])).has(personId)) throw new NotFoundError('person')
  if (role !== 'owner' || acts) refuseLastOwner(members, personId, 'project')
  const { organisationId } = actor
  const rank = rankOf(role)
  await upsertMember(transaction, { organisationId, projectId, personId, rank, customRoleId })
  if (present?.rank !== rank || present.customRoleId !== customRoleId) {
    await tellMembersChanged(transaction, actor, [projectId], { personId })
    await tellRoleChanged(transaction, actor, { projectId, personId })
  }
  const row = (await listMemberRows(transaction, projectId)).find((member) => member.personId === personId)
  if (!row) throw new NotFoundError('person')
  return presentMember(row)
}

/** Takes a person out of the project. Throws as `putMember` does. */
export async function deleteMember(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  personId: string,
): Promise<void> {
  const members = await lockMembers(transaction, actor, projectId)
  const own = await requireProjectRole(transaction, actor, projectId, 'member.change')
  const present = members.find((member) => member.personId === personId)
  if (!present) throw new NotFoundError('member')
  refuseAbove(own, standingIn(present))
  refuseLastOwner(members, personId, 'project')
  await deleteMemberRow(transaction, projectId, personId)
  await refuseAbovePerson(transaction, own, projectId, personId)
  await tellMembersChanged(transaction, actor, [projectId], { personId })
  await tellRoleChanged(transaction, actor, { projectId, personId })
}

/** The stream's lock keeps two owners from removing each other at once. */
async function lockMembers(transaction: Transaction, actor: Actor, projectId: string): Promise<MemberRow[]> {
  await requireProjectRole(transaction, actor, projectId, 'member.change')
  await lockStream(transaction, projectId)
  return listMemberRows(transaction, projectId)
}

/**
 * By whatever the person has it: nobody is held back by one below them, nor let loose when what held them back is taken
 * away. Throws ProblemError `forbidden`.
 */
async function refuseAbovePerson(transaction: Transaction, own: ProjectStanding, projectId: string, personId: string) {
  const found = await findProjectRank(transaction, projectId, personId)
  if (found && found.rank !== null) refuseAbove(own, standingIn({ rank: found.rank, acts: found.acts }))
}

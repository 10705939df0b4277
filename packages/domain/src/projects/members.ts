import { type Member, type MemberValues, NotFoundError, ProblemError, rankOf, roleOf } from '@throughline/contract'
import {
  deleteMemberRow,
  listMemberRows,
  listOrganisationMembers,
  lockStream,
  type MemberRow,
  type Transaction,
  upsertMember,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { givenStanding, refuseAbove, standingIn } from './given-standing.ts'
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
  if (present) refuseAbove(own, standingIn(present))
  if (!(await listOrganisationMembers(transaction, [personId])).has(personId)) throw new NotFoundError('person')
  if (role !== 'owner' || acts) refuseLastOwner(members, personId)
  const { organisationId } = actor
  const rank = rankOf(role)
  await upsertMember(transaction, { organisationId, projectId, personId, rank, customRoleId })
  if (present?.rank !== rank || present.customRoleId !== customRoleId)
    await tellMembersChanged(transaction, actor, projectId, { personId })
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
  refuseLastOwner(members, personId)
  await deleteMemberRow(transaction, projectId, personId)
  await tellMembersChanged(transaction, actor, projectId, { personId })
}

/** The stream's lock keeps two owners from removing each other at once. */
async function lockMembers(transaction: Transaction, actor: Actor, projectId: string): Promise<MemberRow[]> {
  await requireProjectRole(transaction, actor, projectId, 'member.change')
  await lockStream(transaction, projectId)
  return listMemberRows(transaction, projectId)
}

function refuseLastOwner(members: readonly MemberRow[], personId: string) {
  const owners = members.filter((member) => member.acts === null && roleOf(member.rank) === 'owner')
  if (owners.length !== 1 || owners[0]?.personId !== personId) return
  throw new ProblemError('conflict', {
    detail: 'This is the last owner of the project; make someone else owner first.',
  })
}

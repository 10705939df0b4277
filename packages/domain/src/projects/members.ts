import { type Member, NotFoundError, ProblemError, type ProjectRole, rankOf, roleOf } from '@throughline/contract'
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
import { requireProjectRole } from './project-role.ts'

const presentMember = ({ rank, ...member }: MemberRow): Member => ({ ...member, role: roleOf(rank) })

/** Who has which role in the project, the highest first. */
export async function listMembers(transaction: Transaction, actor: Actor, projectId: string): Promise<Member[]> {
  await requireProjectRole(transaction, actor, projectId, 'member.read')
  return (await listMemberRows(transaction, projectId)).map(presentMember)
}

/**
 * Gives a person of the organisation a role, up to the actor's own, in the project.
 * Throws NotFoundError for a person outside, ProblemError `forbidden`, and `conflict` when no owner would remain.
 */
export async function putMember(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  personId: string,
  role: ProjectRole,
): Promise<Member> {
  const members = await lockMembers(transaction, actor, projectId)
  const own = await requireProjectRole(transaction, actor, projectId, 'member.change')
  refuseAbove(own, role)
  const present = members.find((member) => member.personId === personId)
  if (present) refuseAbove(own, roleOf(present.rank))
  if (!(await listOrganisationMembers(transaction, [personId])).has(personId)) throw new NotFoundError('person')
  if (role !== 'owner') refuseLastOwner(members, personId)
  await upsertMember(transaction, { organisationId: actor.organisationId, projectId, personId, rank: rankOf(role) })
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
  refuseAbove(own, roleOf(present.rank))
  refuseLastOwner(members, personId)
  await deleteMemberRow(transaction, projectId, personId)
}

/** The stream's lock keeps two owners from removing each other at once. */
async function lockMembers(transaction: Transaction, actor: Actor, projectId: string): Promise<MemberRow[]> {
  await requireProjectRole(transaction, actor, projectId, 'member.change')
  await lockStream(transaction, projectId)
  return listMemberRows(transaction, projectId)
}

function refuseAbove(own: ProjectRole, role: ProjectRole) {
  if (rankOf(role) <= rankOf(own)) return
  throw new ProblemError('forbidden', { detail: `A ${own} cannot give or take the role ${role}.` })
}

function refuseLastOwner(members: readonly MemberRow[], personId: string) {
  const owners = members.filter((member) => roleOf(member.rank) === 'owner')
  if (owners.length !== 1 || owners[0]?.personId !== personId) return
  throw new ProblemError('conflict', {
    detail: 'This is the last owner of the project; make someone else owner first.',
  })
}

import {
  type MemberValues,
  NotFoundError,
  type ProgramMember,
  type ProjectStanding,
  rankOf,
  roleOf,
} from '@throughline/contract'
import {
  deleteProgramMemberRow,
  findProgramRow,
  listOrganisationMembers,
  listProgramMemberRows,
  lockPrograms,
  type ProgramMemberRow,
  type Transaction,
  upsertProgramMember,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { tellRoleChanged } from '../notifications/tell-roles.ts'
import { givenStanding, refuseAbove, standingIn } from '../projects/given-standing.ts'
import { refuseLastOwner } from '../projects/last-owner.ts'
import { requireProgram } from './program-role.ts'
import { tellProjectsOf } from './tell-projects.ts'

const present = ({ rank, acts: _, ...row }: ProgramMemberRow): ProgramMember => ({ ...row, role: roleOf(rank) })

/** Who has which role in the program, the highest first. */
export async function listProgramMembers(
  transaction: Transaction,
  actor: Actor,
  programId: string,
): Promise<ProgramMember[]> {
  await requireProgram(transaction, actor, programId, 'program-member.read')
  return (await listProgramMemberRows(transaction, programId)).map(present)
}

/**
 * Gives a person of the organisation a role in the program that may nothing that the actor may not.
 * Throws NotFoundError for a person outside or an unknown role, ProblemError `forbidden`, and `conflict` when no owner
 * would remain.
 */
export async function putProgramMember(
  transaction: Transaction,
  actor: Actor,
  programId: string,
  personId: string,
  values: MemberValues,
): Promise<ProgramMember> {
  const { own, members } = await lockMembers(transaction, actor, programId)
  const { role, acts, customRoleId } = await givenStanding(transaction, values)
  refuseAbove(own, { role, acts })
  await refuseAbovePerson(transaction, own, programId, personId)
  if (!(await listOrganisationMembers(transaction, [personId])).has(personId)) throw new NotFoundError('person')
  if (role !== 'owner' || acts) refuseLastOwner(members, personId, 'program')
  const { organisationId } = actor
  const rank = rankOf(role)
  await upsertProgramMember(transaction, { organisationId, programId, personId, rank, customRoleId })
  const before = members.find((member) => member.personId === personId)
  if (before?.rank !== rank || before.customRoleId !== customRoleId) {
    await tellProjectsOf(transaction, actor, programId, { personId })
    await tellRoleChanged(transaction, actor, { programId, personId })
  }
  const row = (await listProgramMemberRows(transaction, programId)).find((member) => member.personId === personId)
  if (!row) throw new NotFoundError('person')
  return present(row)
}

/** Takes a person out of the program. Throws as `putProgramMember` does. */
export async function deleteProgramMember(
  transaction: Transaction,
  actor: Actor,
  programId: string,
  personId: string,
): Promise<void> {
  const { own, members } = await lockMembers(transaction, actor, programId)
  const before = members.find((member) => member.personId === personId)
  if (!before) throw new NotFoundError('member')
  refuseAbove(own, standingIn(before))
  refuseLastOwner(members, personId, 'program')
  await deleteProgramMemberRow(transaction, programId, personId)
  await refuseAbovePerson(transaction, own, programId, personId)
  await tellProjectsOf(transaction, actor, programId, { personId })
  await tellRoleChanged(transaction, actor, { programId, personId })
}

/** The lock keeps two owners from removing each other at once. */
async function lockMembers(transaction: Transaction, actor: Actor, programId: string) {
  await lockPrograms(transaction, [programId])
  const { standing } = await requireProgram(transaction, actor, programId, 'program-member.change')
  return { own: standing, members: await listProgramMemberRows(transaction, programId) }
}

/** By whatever the person has it: nobody is held back by one below them, nor let loose. Throws ProblemError `forbidden`. */
async function refuseAbovePerson(transaction: Transaction, own: ProjectStanding, programId: string, personId: string) {
  const found = await findProgramRow(transaction, programId, personId)
  if (found && found.rank !== null) refuseAbove(own, standingIn({ rank: found.rank, acts: found.acts }))
}

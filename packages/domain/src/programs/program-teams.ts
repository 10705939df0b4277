import { type MemberValues, NotFoundError, type ProgramTeam, rankOf, roleOf } from '@throughline/contract'
import {
  deleteProgramTeamRow,
  listProgramTeamRows,
  listTeamRows,
  lockPrograms,
  type ProgramTeamRow,
  type Transaction,
  upsertProgramTeam,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { tellRoleChanged } from '../notifications/tell-roles.ts'
import { givenStanding, refuseAbove, standingIn } from '../projects/given-standing.ts'
import { requireProgram } from './program-role.ts'
import { tellProjectsOf } from './tell-projects.ts'

const present = ({ rank, acts: _, ...row }: ProgramTeamRow): ProgramTeam => ({ ...row, role: roleOf(rank) })

/** Which team has which role in the program, the highest first. */
export async function listProgramTeams(
  transaction: Transaction,
  actor: Actor,
  programId: string,
): Promise<ProgramTeam[]> {
  await requireProgram(transaction, actor, programId, 'program-member.read')
  return (await listProgramTeamRows(transaction, programId)).map(present)
}

/**
 * Gives a team a role in the program that may nothing that the actor may not.
 * Throws NotFoundError for a team or a role that is not there, ProblemError `forbidden`.
 */
export async function putProgramTeam(
  transaction: Transaction,
  actor: Actor,
  programId: string,
  teamId: string,
  values: MemberValues,
): Promise<ProgramTeam> {
  const { own, before } = await lockTeam(transaction, actor, programId, teamId)
  const { role, acts, customRoleId } = await givenStanding(transaction, values)
  refuseAbove(own, { role, acts })
  if (before) refuseAbove(own, standingIn(before))
  const [team] = await listTeamRows(transaction, teamId)
  if (!team) throw new NotFoundError('team')
  const { organisationId } = actor
  const rank = rankOf(role)
  await upsertProgramTeam(transaction, { organisationId, programId, teamId, rank, customRoleId })
  if (before?.rank !== rank || before.customRoleId !== customRoleId) {
    await tellProjectsOf(transaction, actor, programId, { teamId })
    await tellRoleChanged(transaction, actor, { programId, teamId })
  }
  return { teamId, name: team.name, role, customRoleId }
}

/** Throws as `putProgramTeam` does. */
export async function deleteProgramTeam(
  transaction: Transaction,
  actor: Actor,
  programId: string,
  teamId: string,
): Promise<void> {
  const { own, before } = await lockTeam(transaction, actor, programId, teamId)
  if (!before) throw new NotFoundError('team')
  refuseAbove(own, standingIn(before))
  await deleteProgramTeamRow(transaction, programId, teamId)
  await tellProjectsOf(transaction, actor, programId, { teamId })
  await tellRoleChanged(transaction, actor, { programId, teamId })
}

async function lockTeam(transaction: Transaction, actor: Actor, programId: string, teamId: string) {
  await lockPrograms(transaction, [programId])
  const { standing } = await requireProgram(transaction, actor, programId, 'program-member.change')
  const before = (await listProgramTeamRows(transaction, programId)).find((row) => row.teamId === teamId)
  return { own: standing, before }
}

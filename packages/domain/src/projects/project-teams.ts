import { type MemberValues, NotFoundError, type ProjectTeam, rankOf, roleOf } from '@throughline/contract'
import {
  deleteProjectTeamRow,
  listProjectTeamRows,
  listTeamRows,
  lockStream,
  type ProjectTeamRow,
  type Transaction,
  upsertProjectTeam,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { tellRoleChanged } from '../notifications/tell-roles.ts'
import { givenStanding, refuseAbove, standingIn } from './given-standing.ts'
import { requireProjectRole } from './project-role.ts'
import { tellMembersChanged } from './tell-members.ts'

const present = ({ rank, acts: _, ...row }: ProjectTeamRow): ProjectTeam => ({ ...row, role: roleOf(rank) })

/** Which team has which role in the project, the highest first. */
export async function listProjectTeams(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
): Promise<ProjectTeam[]> {
  await requireProjectRole(transaction, actor, projectId, 'member.read')
  return (await listProjectTeamRows(transaction, projectId)).map(present)
}

/**
 * Gives a team a role in the project that may nothing that the actor may not. Teams are no owners in the sense of the
 * last one, who is a person. Throws NotFoundError for a team or a role that is not there, ProblemError `forbidden`.
 */
export async function putProjectTeam(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  teamId: string,
  values: MemberValues,
): Promise<ProjectTeam> {
  const own = await requireProjectRole(transaction, actor, projectId, 'member.change')
  await lockStream(transaction, projectId)
  const { role, acts, customRoleId } = await givenStanding(transaction, values)
  refuseAbove(own, { role, acts })
  const present = await findProjectTeam(transaction, projectId, teamId)
  if (present) refuseAbove(own, standingIn(present))
  const [team] = await listTeamRows(transaction, teamId)
  if (!team) throw new NotFoundError('team')
  const { organisationId } = actor
  const rank = rankOf(role)
  await upsertProjectTeam(transaction, { organisationId, projectId, teamId, rank, customRoleId })
  if (present?.rank !== rank || present.customRoleId !== customRoleId) {
    await tellMembersChanged(transaction, actor, [projectId], { teamId })
    await tellRoleChanged(transaction, actor, { projectId, teamId })
  }
  return { teamId, name: team.name, role, customRoleId }
}

/** Throws as `putProjectTeam` does. */
export async function deleteProjectTeam(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  teamId: string,
): Promise<void> {
  const own = await requireProjectRole(transaction, actor, projectId, 'member.change')
  await lockStream(transaction, projectId)
  const present = await findProjectTeam(transaction, projectId, teamId)
  if (!present) throw new NotFoundError('team')
  refuseAbove(own, standingIn(present))
  await deleteProjectTeamRow(transaction, projectId, teamId)
  await tellMembersChanged(transaction, actor, [projectId], { teamId })
  await tellRoleChanged(transaction, actor, { projectId, teamId })
}

async function findProjectTeam(transaction: Transaction, projectId: string, teamId: string) {
  return (await listProjectTeamRows(transaction, projectId)).find((row) => row.teamId === teamId)
}

import { NotFoundError, type Team, type TeamValues } from '@throughline/contract'
import {
  deleteTeamMember as deleteTeamMemberRow,
  deleteTeamRow,
  insertTeam,
  insertTeamMember,
  listProjectIdsOfTeam,
  listTeamRows,
  renameTeam,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { tellMembersChanged } from '../projects/tell-members.ts'
import { refuseForeign, refuseTakenName } from './refuse-violation.ts'

/** People of the organisation who have roles in projects together. */
export function listTeams(transaction: Transaction, actor: Actor): Promise<Team[]> {
  requireOrganisationAct(actor, 'team.read')
  return listTeamRows(transaction)
}

/** Throws ProblemError `forbidden`, and `conflict` for a name that is taken. */
export async function createTeam(transaction: Transaction, actor: Actor, { name }: TeamValues): Promise<Team> {
  requireOrganisationAct(actor, 'team.change')
  const id = uuid()
  await insertTeam(transaction, { id, organisationId: actor.organisationId, name }).catch(refuseTaken)
  return { id, name, personIds: [] }
}

/** Throws likewise, and NotFoundError. */
export async function changeTeam(
  transaction: Transaction,
  actor: Actor,
  teamId: string,
  { name }: TeamValues,
): Promise<Team> {
  requireOrganisationAct(actor, 'team.change')
  if (!(await renameTeam(transaction, teamId, name).catch(refuseTaken))) throw new NotFoundError('team')
  return getTeam(transaction, teamId)
}

/** Its people lose what they had by it, at once. Throws NotFoundError. */
export async function deleteTeam(transaction: Transaction, actor: Actor, teamId: string): Promise<void> {
  requireOrganisationAct(actor, 'team.change')
  const projectIds = await listProjectIdsOfTeam(transaction, teamId)
  if (!(await deleteTeamRow(transaction, teamId))) throw new NotFoundError('team')
  await tellMembersChanged(transaction, actor, projectIds, { teamId })
}

/** One who is in the team stays. Throws NotFoundError for a team, or a person, that the organisation does not have. */
export async function putTeamMember(
  transaction: Transaction,
  actor: Actor,
  teamId: string,
  personId: string,
): Promise<Team> {
  requireOrganisationAct(actor, 'team.change')
  await getTeam(transaction, teamId)
  const { organisationId } = actor
  await insertTeamMember(transaction, { organisationId, teamId, personId }).catch(refuseStranger)
  return getTeam(transaction, teamId)
}

/** Throws NotFoundError for who is not in the team. */
export async function deleteTeamMember(
  transaction: Transaction,
  actor: Actor,
  teamId: string,
  personId: string,
): Promise<void> {
  requireOrganisationAct(actor, 'team.change')
  if (!(await deleteTeamMemberRow(transaction, teamId, personId))) throw new NotFoundError('person')
}

async function getTeam(transaction: Transaction, teamId: string): Promise<Team> {
  const [team] = await listTeamRows(transaction, teamId)
  if (!team) throw new NotFoundError('team')
  return team
}

const refuseTaken = refuseTakenName('team')
const refuseStranger = refuseForeign(() => new NotFoundError('person'))

import {
  changeTeam,
  createTeam,
  deleteProjectTeam,
  deleteTeam,
  deleteTeamMember,
  listProjectTeams,
  listTeams,
  putProjectTeam,
  putTeamMember,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Teams = Pick<
  Handlers,
  | 'listTeams'
  | 'createTeam'
  | 'patchTeam'
  | 'deleteTeam'
  | 'putTeamMember'
  | 'deleteTeamMember'
  | 'listProjectTeams'
  | 'putProjectTeam'
  | 'deleteProjectTeam'
>

export const teamHandlers: Teams = {
  listTeams: async ({ transaction, actor }) => ({ items: await listTeams(transaction, actor) }),
  createTeam: ({ transaction, actor, body }) => createTeam(transaction, actor, body),
  patchTeam: ({ transaction, actor, params, body }) => changeTeam(transaction, actor, params.teamId, body),
  deleteTeam: ({ transaction, actor, params }) => deleteTeam(transaction, actor, params.teamId),
  putTeamMember: ({ transaction, actor, params }) => putTeamMember(transaction, actor, params.teamId, params.personId),
  deleteTeamMember: ({ transaction, actor, params }) =>
    deleteTeamMember(transaction, actor, params.teamId, params.personId),
  listProjectTeams: async ({ transaction, actor, params }) => ({
    items: await listProjectTeams(transaction, actor, params.projectId),
  }),
  putProjectTeam: ({ transaction, actor, params, body }) =>
    putProjectTeam(transaction, actor, params.projectId, params.teamId, body),
  deleteProjectTeam: ({ transaction, actor, params }) =>
    deleteProjectTeam(transaction, actor, params.projectId, params.teamId),
}

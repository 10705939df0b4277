import {
  changeProgram,
  createProgram,
  deleteProgram,
  deleteProgramMember,
  deleteProgramTeam,
  getProgram,
  listProgramMembers,
  listProgramProjects,
  listPrograms,
  listProgramTeams,
  listProjectStandings,
  putProgramMember,
  putProgramTeam,
  setProjectProgram,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Programs = Pick<
  Handlers,
  | 'listPrograms'
  | 'createProgram'
  | 'getProgram'
  | 'patchProgram'
  | 'deleteProgram'
  | 'listProgramProjects'
  | 'listProgramMembers'
  | 'putProgramMember'
  | 'deleteProgramMember'
  | 'listProgramTeams'
  | 'putProgramTeam'
  | 'deleteProgramTeam'
  | 'setProjectProgram'
  | 'listProjectStandings'
>

export const programHandlers: Programs = {
  listPrograms: async ({ transaction, actor }) => ({ items: await listPrograms(transaction, actor) }),
  createProgram: ({ transaction, actor, body }) => createProgram(transaction, actor, body),
  getProgram: ({ transaction, actor, params }) => getProgram(transaction, actor, params.programId),
  patchProgram: ({ transaction, actor, params, body, ifMatch }) =>
    changeProgram(transaction, actor, params.programId, { patch: body, ifMatch }),
  deleteProgram: ({ transaction, actor, params }) => deleteProgram(transaction, actor, params.programId),
  listProgramProjects: async ({ transaction, actor, params }) => ({
    items: await listProgramProjects(transaction, actor, params.programId),
  }),
  listProgramMembers: async ({ transaction, actor, params }) => ({
    items: await listProgramMembers(transaction, actor, params.programId),
  }),
  putProgramMember: ({ transaction, actor, params, body }) =>
    putProgramMember(transaction, actor, params.programId, params.personId, body),
  deleteProgramMember: ({ transaction, actor, params }) =>
    deleteProgramMember(transaction, actor, params.programId, params.personId),
  listProgramTeams: async ({ transaction, actor, params }) => ({
    items: await listProgramTeams(transaction, actor, params.programId),
  }),
  putProgramTeam: ({ transaction, actor, params, body }) =>
    putProgramTeam(transaction, actor, params.programId, params.teamId, body),
  deleteProgramTeam: ({ transaction, actor, params }) =>
    deleteProgramTeam(transaction, actor, params.programId, params.teamId),
  setProjectProgram: ({ transaction, actor, params, body }) =>
    setProjectProgram(transaction, actor, params.projectId, body),
  listProjectStandings: async ({ transaction, actor, params }) => ({
    items: await listProjectStandings(transaction, actor, params.projectId),
  }),
}

import type { Plan } from '@throughline/contract'
import { endWith } from '@throughline/database'
import {
  applyChangeSet,
  createProject,
  deleteMember,
  deleteProject,
  getChangeSet,
  getDelta,
  getProject,
  getRun,
  listChangeSets,
  listMembers,
  listProjects,
  listRuns,
  putMember,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { PreparedJson } from '../http/prepared-json.ts'
import { runUrl } from '../service/temporal-url.ts'
import { listEvents } from './list-events.ts'

type Projects = Pick<
  Handlers,
  | 'listProjects'
  | 'createProject'
  | 'getProject'
  | 'patchProject'
  | 'deleteProject'
  | 'getPlan'
  | 'getDelta'
  | 'listEvents'
  | 'createChangeSet'
  | 'listChangeSets'
  | 'getChangeSet'
  | 'listRuns'
  | 'getRun'
  | 'listMembers'
  | 'putMember'
  | 'deleteMember'
>

export const projectHandlers: Projects = {
  listProjects: async ({ transaction, actor }) => ({
    items: await endWith(transaction, listProjects(transaction, actor)),
  }),
  createProject: ({ transaction, actor, body }) => createProject(transaction, actor, body),
  getProject: ({ transaction, actor, params }) =>
    endWith(transaction, getProject(transaction, actor, params.projectId)),
  patchProject: ({ transaction, actor, params: { projectId }, body, ifMatch }) =>
    applyChangeSet(transaction, actor, {
      projectId,
      operations: [{ op: 'update', entity: 'project', id: projectId, patch: body }],
      kind: 'edit',
      ifMatch,
    }),
  deleteProject: ({ transaction, actor, params }) => deleteProject(transaction, actor, params.projectId),
  getPlan: async ({ context, transaction, actor, params }) => {
    const { revision, parts } = await context.planTexts.read(transaction, actor, params.projectId)
    return new PreparedJson<Plan>(parts, revision)
  },
  getDelta: ({ transaction, actor, params, query }) => getDelta(transaction, actor, params.projectId, query.since),
  listEvents,
  createChangeSet: ({ transaction, actor, params, body, ifMatch }) =>
    applyChangeSet(transaction, actor, { projectId: params.projectId, ...body, kind: 'edit', ifMatch }),
  listChangeSets: ({ transaction, actor, params, query }) =>
    endWith(transaction, listChangeSets(transaction, actor, params.projectId, query)),
  getChangeSet: ({ transaction, actor, params }) =>
    getChangeSet(transaction, actor, params.projectId, params.changeSetId),
  listRuns: ({ context, transaction, actor, params, query }) =>
    endWith(transaction, listRuns(transaction, actor, params.projectId, query, runUrl(context.settings))),
  getRun: ({ context, transaction, actor, params }) =>
    getRun(transaction, actor, params.projectId, params.runId, runUrl(context.settings)),
  listMembers: async ({ transaction, actor, params }) => ({
    items: await listMembers(transaction, actor, params.projectId),
  }),
  putMember: ({ transaction, actor, params, body }) =>
    putMember(transaction, actor, params.projectId, params.personId, body),
  deleteMember: ({ transaction, actor, params }) => deleteMember(transaction, actor, params.projectId, params.personId),
}

import { z } from 'zod'
import { changeSet, changeSetInput } from '../change-set.ts'
import { listedProject, member, memberValues, project, projectPatch, projectValues } from '../entities/project.ts'
import { streamEvent } from '../events.ts'
import { pointInTime } from '../history.ts'
import { plan, planDelta } from '../plan.ts'
import { flag, id, page, revision, wholeNumber } from '../primitives.ts'
import { listOf } from '../rows-query.ts'
import { dateMove, run } from '../run.ts'
import { changePreview } from '../why.ts'
import { operation } from './operation.ts'

const tag = 'Projects'
const params = z.object({ projectId: id })
const at = z.object({ at: pointInTime.optional() })
const since = z.object({ since: wholeNumber(0).meta({ param: { required: true } }) })
const paging = <Cursor extends z.ZodType>(after: Cursor) =>
  z.object({ limit: wholeNumber(1, 200).default(50), after: after.optional() })
const revisionCursor = z.string().regex(/^\d{1,15}$/, 'is not a cursor of this list')

/** What a change set answers: its revision, which is the project's ETag, and the ids of rows it created, in order. */
export const changeAnswer = z
  .object({ changeSet, revision, created: z.array(id), delta: planDelta.nullable() })
  .meta({ id: 'ChangeAnswer' })
export type ChangeAnswer = z.infer<typeof changeAnswer>

export const projectOperations = {
  listProjects: operation({
    ...listOf(listedProject, { sort: ['name', 'createdAt', 'updatedAt', 'startsAt', 'finishesAt', 'taskCount'] }),
    path: '/projects',
    summary: 'The projects that you may see, each with its slip and its last run',
    tag,
  }),
  createProject: operation({
    method: 'post',
    path: '/projects',
    summary: 'Make a project; you become its owner',
    tag,
    body: projectValues,
    status: 201,
    response: project,
    problems: ['forbidden', 'conflict', 'invalid-change'],
    links: Object.fromEntries(
      ['getProject', 'patchProject', 'getPlan', 'createTask', 'createResource', 'createCalendar', 'listChangeSets'].map(
        (next) => [next, { projectId: '$response.body#/id' }],
      ),
    ),
  }),
  getProject: operation({
    method: 'get',
    path: '/projects/:projectId',
    summary: 'One project; with `at`, as it was then and with its plan',
    tag,
    params,
    query: at,
    status: 200,
    response: project.extend({ plan: plan.optional() }),
    problems: ['not-found', 'bad-request'],
  }),
  patchProject: operation({
    method: 'patch',
    path: '/projects/:projectId',
    summary: 'Change a project',
    tag,
    params,
    body: projectPatch,
    ifMatch: true,
    status: 200,
    response: changeAnswer,
    problems: ['forbidden', 'not-found', 'field-conflict', 'invalid-change'],
  }),
  deleteProject: operation({
    method: 'delete',
    path: '/projects/:projectId',
    summary: 'Delete a project (soft)',
    tag,
    params,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
  getPlan: operation({
    method: 'get',
    path: '/projects/:projectId/plan',
    summary: 'The whole plan at its present revision, or as it was',
    tag,
    params,
    query: at,
    ifNoneMatch: true,
    status: 200,
    response: plan,
    problems: ['not-found', 'bad-request'],
  }),
  getDelta: operation({
    method: 'get',
    path: '/projects/:projectId/delta',
    summary: 'What changed in the plan since a revision',
    tag,
    params,
    query: since,
    status: 200,
    response: planDelta,
    problems: ['not-found'],
  }),
  listEvents: operation({
    method: 'get',
    path: '/projects/:projectId/events',
    summary: 'Events after a revision, in order, 500 at most',
    tag,
    params,
    query: since,
    status: 200,
    response: z.object({ items: z.array(streamEvent), head: revision }),
    problems: ['forbidden', 'not-found', 'sync-expired'],
  }),
  createChangeSet: operation({
    method: 'post',
    path: '/projects/:projectId/changes',
    summary: 'Apply operations atomically; with `dry_run=true` say which dates they would move and why',
    tag,
    params,
    query: z.object({ dry_run: flag().optional() }),
    dryRun: changePreview,
    body: changeSetInput,
    ifMatch: true,
    status: 201,
    response: changeAnswer,
    problems: ['forbidden', 'not-found', 'field-conflict', 'link-cycle', 'invalid-change'],
  }),
  listChangeSets: operation({
    method: 'get',
    path: '/projects/:projectId/changes',
    summary: 'Who changed what, newest first, each with its receipt',
    tag,
    params,
    query: paging(revisionCursor),
    status: 200,
    response: page(changeSet),
    problems: ['not-found'],
  }),
  getChangeSet: operation({
    method: 'get',
    path: '/projects/:projectId/changes/:changeSetId',
    summary: 'One change set with its receipt',
    tag,
    params: params.extend({ changeSetId: id }),
    status: 200,
    response: changeSet,
    problems: ['not-found'],
  }),
  listRuns: operation({
    method: 'get',
    path: '/projects/:projectId/runs',
    summary: 'Recompute runs, newest first',
    tag,
    params,
    query: paging(id),
    status: 200,
    response: page(run),
    problems: ['not-found'],
  }),
  getRun: operation({
    method: 'get',
    path: '/projects/:projectId/runs/:runId',
    summary: 'One recompute run and the dates that it moved, 1,000 at most',
    tag,
    params: params.extend({ runId: id }),
    status: 200,
    response: z.object({ run, moves: z.array(dateMove) }),
    problems: ['not-found'],
  }),
  listMembers: operation({
    ...listOf(member, { key: 'personId', sort: ['name', 'email', 'role'] }),
    path: '/projects/:projectId/members',
    summary: 'Who has which role in the project',
    tag,
    params,
    problems: ['not-found'],
  }),
  putMember: operation({
    method: 'put',
    path: '/projects/:projectId/members/:personId',
    summary: 'Give a person a role in the project',
    tag,
    params: params.extend({ personId: id }),
    body: memberValues,
    status: 200,
    response: member,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  deleteMember: operation({
    method: 'delete',
    path: '/projects/:projectId/members/:personId',
    summary: 'Take a person out of the project',
    tag,
    params: params.extend({ personId: id }),
    status: 204,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
}

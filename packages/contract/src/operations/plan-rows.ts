import { z } from 'zod'
import { assignment, assignmentPatch, assignmentValues } from '../entities/assignment.ts'
import { baseline, baselinePatch, baselineTask, baselineValues, variance } from '../entities/baseline.ts'
import { calendar, calendarPatch, calendarValues } from '../entities/calendar.ts'
import { checklistItem, checklistItemPatch, checklistItemValues } from '../entities/checklist-item.ts'
import { comment, commentPatch, commentValues } from '../entities/comment.ts'
import { link, linkPatch, linkValues } from '../entities/link.ts'
import { resource, resourcePatch, resourceValues } from '../entities/resource.ts'
import { task, taskPatch, taskValues } from '../entities/task.ts'
import { id } from '../primitives.ts'
import { listOf, taskFilters } from '../rows-query.ts'
import { operation } from './operation.ts'
import { changeAnswer } from './projects.ts'

const project = z.object({ projectId: id })
const writeProblems = ['forbidden', 'not-found', 'field-conflict', 'invalid-change'] as const

/** What can be done with the row that was made: `taskId` leads to getTask, patchTask and deleteTask. */
function linksToRow(param: string): Record<string, Record<string, string>> {
  const what = `${param.charAt(0).toUpperCase()}${param.slice(1, -2)}`
  const parameters = { [param]: '$response.body#/created/0' }
  return Object.fromEntries(['get', 'patch', 'delete'].map((act) => [`${act}${what}`, parameters]))
}

/** A single-row route is a thin form of a change set, and answers as one does. */
const create = <const Path extends string, Shape extends z.ZodRawShape>(
  path: Path,
  tag: string,
  what: string,
  body: z.ZodObject<Shape, z.core.$strict>,
  param: string,
) =>
  operation({
    method: 'post',
    path,
    summary: `Make a ${what}`,
    tag,
    params: project,
    body: body.extend({ id: id.optional() }),
    ifMatch: true,
    status: 201,
    response: changeAnswer,
    problems: [...writeProblems, 'link-cycle'],
    links: linksToRow(param),
  })

const list = <const Path extends string, Listed extends ReturnType<typeof listOf>>(
  path: Path,
  tag: string,
  what: string,
  listed: Listed,
) => operation({ ...listed, path, summary: `The ${what} of a project`, tag, params: project, problems: ['not-found'] })

const read = <const Path extends string, Params extends z.ZodObject, Item extends z.ZodType>(
  path: Path,
  tag: string,
  what: string,
  params: Params,
  item: Item,
) =>
  operation({
    method: 'get',
    path,
    summary: `One ${what}`,
    tag,
    params,
    ifNoneMatch: true,
    status: 200,
    response: item,
    problems: ['not-found'],
  })

const change = <const Path extends string, Params extends z.ZodObject, Body extends z.ZodType>(
  path: Path,
  tag: string,
  what: string,
  params: Params,
  body: Body,
) =>
  operation({
    method: 'patch',
    path,
    summary: `Change a ${what}`,
    tag,
    params,
    body,
    ifMatch: true,
    status: 200,
    response: changeAnswer,
    problems: writeProblems,
  })

const remove = <const Path extends string, Params extends z.ZodObject>(
  path: Path,
  tag: string,
  what: string,
  params: Params,
) =>
  operation({
    method: 'delete',
    path,
    summary: `Delete a ${what} (soft)`,
    tag,
    params,
    ifMatch: true,
    status: 200,
    response: changeAnswer,
    problems: writeProblems,
  })

const taskParams = z.object({ taskId: id })
const linkParams = z.object({ linkId: id })
const calendarParams = z.object({ calendarId: id })
const resourceParams = z.object({ resourceId: id })
const assignmentParams = z.object({ assignmentId: id })
const baselineParams = z.object({ baselineId: id })
const commentParams = z.object({ commentId: id })
const checklistItemParams = z.object({ checklistItemId: id })

const tasks = listOf(task, {
  sort: [
    ...(['name', 'wbs', 'durationMinutes', 'earlyStart', 'earlyFinish', 'totalFloatMinutes', 'revision'] as const),
  ],
  filters: taskFilters,
})

export const planRowOperations = {
  listTasks: list('/projects/:projectId/tasks', 'Tasks', 'tasks', tasks),
  createTask: create('/projects/:projectId/tasks', 'Tasks', 'task', taskValues, 'taskId'),
  getTask: read('/tasks/:taskId', 'Tasks', 'task', taskParams, task),
  patchTask: change('/tasks/:taskId', 'Tasks', 'task', taskParams, taskPatch),
  deleteTask: remove('/tasks/:taskId', 'Tasks', 'task and all below it', taskParams),

  listLinks: list('/projects/:projectId/links', 'Links', 'links', listOf(link, { sort: ['lagMinutes', 'revision'] })),
  createLink: create('/projects/:projectId/links', 'Links', 'link', linkValues, 'linkId'),
  getLink: read('/links/:linkId', 'Links', 'link', linkParams, link),
  patchLink: change('/links/:linkId', 'Links', 'link', linkParams, linkPatch),
  deleteLink: remove('/links/:linkId', 'Links', 'link', linkParams),

  listCalendars: list(
    '/projects/:projectId/calendars',
    'Calendars',
    'calendars',
    listOf(calendar, { sort: ['name', 'revision'] }),
  ),
  createCalendar: create('/projects/:projectId/calendars', 'Calendars', 'calendar', calendarValues, 'calendarId'),
  getCalendar: read('/calendars/:calendarId', 'Calendars', 'calendar', calendarParams, calendar),
  patchCalendar: change('/calendars/:calendarId', 'Calendars', 'calendar', calendarParams, calendarPatch),
  deleteCalendar: remove('/calendars/:calendarId', 'Calendars', 'calendar', calendarParams),

  listResources: list(
    '/projects/:projectId/resources',
    'Resources',
    'resources',
    listOf(resource, { sort: ['name', 'revision'] }),
  ),
  createResource: create('/projects/:projectId/resources', 'Resources', 'resource', resourceValues, 'resourceId'),
  getResource: read('/resources/:resourceId', 'Resources', 'resource', resourceParams, resource),
  patchResource: change('/resources/:resourceId', 'Resources', 'resource', resourceParams, resourcePatch),
  deleteResource: remove('/resources/:resourceId', 'Resources', 'resource', resourceParams),

  listAssignments: list(
    '/projects/:projectId/assignments',
    'Assignments',
    'assignments',
    listOf(assignment, { sort: ['revision'] }),
  ),
  createAssignment: create(
    '/projects/:projectId/assignments',
    'Assignments',
    'assignment',
    assignmentValues,
    'assignmentId',
  ),
  getAssignment: read('/assignments/:assignmentId', 'Assignments', 'assignment', assignmentParams, assignment),
  patchAssignment: change('/assignments/:assignmentId', 'Assignments', 'assignment', assignmentParams, assignmentPatch),
  deleteAssignment: remove('/assignments/:assignmentId', 'Assignments', 'assignment', assignmentParams),

  listBaselines: list(
    '/projects/:projectId/baselines',
    'Baselines',
    'baselines',
    listOf(baseline, { sort: ['name', 'revision'] }),
  ),
  createBaseline: create(
    '/projects/:projectId/baselines',
    'Baselines',
    'baseline of the dates as they are',
    baselineValues,
    'baselineId',
  ),
  getBaseline: read('/baselines/:baselineId', 'Baselines', 'baseline', baselineParams, baseline),
  patchBaseline: change('/baselines/:baselineId', 'Baselines', 'baseline', baselineParams, baselinePatch),
  deleteBaseline: remove('/baselines/:baselineId', 'Baselines', 'baseline', baselineParams),
  listBaselineTasks: operation({
    ...listOf(baselineTask, { key: 'taskId', sort: ['taskId'] }),
    path: '/baselines/:baselineId/tasks',
    summary: 'The dates that a baseline holds',
    tag: 'Baselines',
    params: baselineParams,
    problems: ['not-found'],
  }),
  listComments: list(
    '/projects/:projectId/comments',
    'Comments',
    'comments',
    listOf(comment, { sort: ['createdAt', 'revision'] }),
  ),
  listTaskComments: operation({
    ...listOf(comment, { sort: ['createdAt', 'revision'] }),
    path: '/projects/:projectId/tasks/:taskId/comments',
    summary: 'The comments of a task, the oldest first',
    tag: 'Comments',
    params: z.object({ projectId: id, taskId: id }),
    problems: ['not-found'],
  }),
  createComment: create('/projects/:projectId/comments', 'Comments', 'comment', commentValues, 'commentId'),
  getComment: read('/comments/:commentId', 'Comments', 'comment', commentParams, comment),
  patchComment: change('/comments/:commentId', 'Comments', 'comment of one’s own', commentParams, commentPatch),
  deleteComment: remove('/comments/:commentId', 'Comments', 'comment', commentParams),
  listChecklistItems: list(
    '/projects/:projectId/checklist-items',
    'Checklists',
    'checklist items',
    listOf(checklistItem, { sort: ['position', 'revision'], filters: { taskId: id.optional() } }),
  ),
  createChecklistItem: create(
    '/projects/:projectId/checklist-items',
    'Checklists',
    'checklist item',
    checklistItemValues,
    'checklistItemId',
  ),
  getChecklistItem: read(
    '/checklist-items/:checklistItemId',
    'Checklists',
    'checklist item',
    checklistItemParams,
    checklistItem,
  ),
  patchChecklistItem: change(
    '/checklist-items/:checklistItemId',
    'Checklists',
    'checklist item',
    checklistItemParams,
    checklistItemPatch,
  ),
  deleteChecklistItem: remove('/checklist-items/:checklistItemId', 'Checklists', 'checklist item', checklistItemParams),
  getVariance: operation({
    method: 'get',
    path: '/projects/:projectId/variance',
    summary: 'How far each task and the project are from a baseline',
    tag: 'Baselines',
    params: project,
    query: z.object({ baselineId: id.optional().meta({ description: 'Left out: the active one' }) }),
    status: 200,
    response: variance,
    problems: ['not-found'],
  }),
}

import {
  getAssignment,
  getBaseline,
  getCalendar,
  getChecklistItem,
  getComment,
  getLink,
  getResource,
  getTask,
  listAssignments,
  listBaselines,
  listCalendars,
  listChecklistItems,
  listComments,
  listLinks,
  listResources,
  listTaskComments,
  listTasks,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { changeRow, createRow } from './change-row.ts'

type PlanRows = Pick<
  Handlers,
  | 'listTasks'
  | 'createTask'
  | 'getTask'
  | 'patchTask'
  | 'deleteTask'
  | 'listLinks'
  | 'createLink'
  | 'getLink'
  | 'patchLink'
  | 'deleteLink'
  | 'listCalendars'
  | 'createCalendar'
  | 'getCalendar'
  | 'patchCalendar'
  | 'deleteCalendar'
  | 'listResources'
  | 'createResource'
  | 'getResource'
  | 'patchResource'
  | 'deleteResource'
  | 'listAssignments'
  | 'createAssignment'
  | 'getAssignment'
  | 'patchAssignment'
  | 'deleteAssignment'
  | 'listBaselines'
  | 'createBaseline'
  | 'getBaseline'
  | 'patchBaseline'
  | 'deleteBaseline'
  | 'listComments'
  | 'listTaskComments'
  | 'createComment'
  | 'getComment'
  | 'patchComment'
  | 'deleteComment'
  | 'listChecklistItems'
  | 'createChecklistItem'
  | 'getChecklistItem'
  | 'patchChecklistItem'
  | 'deleteChecklistItem'
>

const given = (id: string | undefined) => (id === undefined ? {} : { id })

/** Single-row routes: each is a change set of one operation. */
export const planRowHandlers: PlanRows = {
  listTasks: async ({ transaction, actor, params }) => ({
    items: await listTasks(transaction, actor, params.projectId),
  }),
  createTask: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'task', values, ...given(id) }),
  getTask: ({ transaction, actor, params }) => getTask(transaction, actor, params.taskId),
  patchTask: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'task', id: params.taskId, patch: body }),
  deleteTask: ({ params, ...call }) => changeRow(call, { op: 'delete', entity: 'task', id: params.taskId }),

  listLinks: async ({ transaction, actor, params }) => ({
    items: await listLinks(transaction, actor, params.projectId),
  }),
  createLink: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'link', values, ...given(id) }),
  getLink: ({ transaction, actor, params }) => getLink(transaction, actor, params.linkId),
  patchLink: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'link', id: params.linkId, patch: body }),
  deleteLink: ({ params, ...call }) => changeRow(call, { op: 'delete', entity: 'link', id: params.linkId }),

  listCalendars: async ({ transaction, actor, params }) => ({
    items: await listCalendars(transaction, actor, params.projectId),
  }),
  createCalendar: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'calendar', values, ...given(id) }),
  getCalendar: ({ transaction, actor, params }) => getCalendar(transaction, actor, params.calendarId),
  patchCalendar: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'calendar', id: params.calendarId, patch: body }),
  deleteCalendar: ({ params, ...call }) => changeRow(call, { op: 'delete', entity: 'calendar', id: params.calendarId }),

  listResources: async ({ transaction, actor, params }) => ({
    items: await listResources(transaction, actor, params.projectId),
  }),
  createResource: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'resource', values, ...given(id) }),
  getResource: ({ transaction, actor, params }) => getResource(transaction, actor, params.resourceId),
  patchResource: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'resource', id: params.resourceId, patch: body }),
  deleteResource: ({ params, ...call }) => changeRow(call, { op: 'delete', entity: 'resource', id: params.resourceId }),

  listAssignments: async ({ transaction, actor, params }) => ({
    items: await listAssignments(transaction, actor, params.projectId),
  }),
  createAssignment: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'assignment', values, ...given(id) }),
  getAssignment: ({ transaction, actor, params }) => getAssignment(transaction, actor, params.assignmentId),
  patchAssignment: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'assignment', id: params.assignmentId, patch: body }),
  deleteAssignment: ({ params, ...call }) =>
    changeRow(call, { op: 'delete', entity: 'assignment', id: params.assignmentId }),

  listBaselines: async ({ transaction, actor, params }) => ({
    items: await listBaselines(transaction, actor, params.projectId),
  }),
  createBaseline: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'baseline', values, ...given(id) }),
  getBaseline: ({ transaction, actor, params }) => getBaseline(transaction, actor, params.baselineId),
  patchBaseline: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'baseline', id: params.baselineId, patch: body }),
  deleteBaseline: ({ params, ...call }) => changeRow(call, { op: 'delete', entity: 'baseline', id: params.baselineId }),

  listComments: async ({ transaction, actor, params }) => ({
    items: await listComments(transaction, actor, params.projectId),
  }),
  listTaskComments: async ({ transaction, actor, params }) => ({
    items: await listTaskComments(transaction, actor, params),
  }),
  createComment: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'comment', values, ...given(id) }),
  getComment: ({ transaction, actor, params }) => getComment(transaction, actor, params.commentId),
  patchComment: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'comment', id: params.commentId, patch: body }),
  deleteComment: ({ params, ...call }) => changeRow(call, { op: 'delete', entity: 'comment', id: params.commentId }),

  listChecklistItems: async ({ transaction, actor, params }) => ({
    items: await listChecklistItems(transaction, actor, params.projectId),
  }),
  createChecklistItem: ({ params, body: { id, ...values }, ...call }) =>
    createRow(call, params.projectId, { op: 'create', entity: 'checklistItem', values, ...given(id) }),
  getChecklistItem: ({ transaction, actor, params }) => getChecklistItem(transaction, actor, params.checklistItemId),
  patchChecklistItem: ({ params, body, ...call }) =>
    changeRow(call, { op: 'update', entity: 'checklistItem', id: params.checklistItemId, patch: body }),
  deleteChecklistItem: ({ params, ...call }) =>
    changeRow(call, { op: 'delete', entity: 'checklistItem', id: params.checklistItemId }),
}

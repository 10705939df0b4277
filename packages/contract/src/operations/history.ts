import { z } from 'zod'
import { comparison, pointInTime, revertAnswer, revertState } from '../history.ts'
import { id, page, wholeNumber } from '../primitives.ts'
import { taskHistoryItem } from '../task-history.ts'
import { dateField, why } from '../why.ts'
import { operation } from './operation.ts'

const tag = 'History'
const params = z.object({ projectId: id })
const revert = z
  .strictObject({
    scope: z.enum(['mine', 'project']).default('mine').meta({ description: 'Whose last act' }),
    actId: id.optional().meta({ description: 'This act instead of the last one, however old' }),
  })
  .meta({ id: 'Revert' })
const problems = ['forbidden', 'not-found', 'conflict', 'invalid-change', 'link-cycle'] as const

export const historyOperations = {
  getRevertState: operation({
    method: 'get',
    path: '/projects/:projectId/reverts',
    summary: 'What undo and redo would take back next',
    tag,
    params,
    status: 200,
    response: revertState,
    problems: ['not-found'],
  }),
  undo: operation({
    method: 'post',
    path: '/projects/:projectId/undo',
    summary: 'Take an act back; rows that someone changed since are kept and listed',
    tag,
    params,
    body: revert,
    status: 201,
    response: revertAnswer,
    problems,
  }),
  redo: operation({
    method: 'post',
    path: '/projects/:projectId/redo',
    summary: 'Do again what was taken back',
    tag,
    params,
    body: revert,
    status: 201,
    response: revertAnswer,
    problems,
  }),
  compareRevisions: operation({
    method: 'get',
    path: '/projects/:projectId/compare',
    summary: 'What differs between two revisions, and why it moved',
    tag,
    params,
    query: z.object({ from: pointInTime, to: pointInTime.optional() }),
    status: 200,
    response: comparison,
    problems: ['not-found', 'bad-request'],
  }),
  getWhy: operation({
    method: 'get',
    path: '/tasks/:taskId/why',
    summary: 'Why a date is what it is, and which run and change moved it last',
    tag,
    params: z.object({ taskId: id }),
    query: z.object({ field: dateField.default('finish') }),
    status: 200,
    response: why,
    problems: ['not-found'],
  }),
  listTaskHistory: operation({
    method: 'get',
    path: '/tasks/:taskId/history',
    summary: 'What became of a task, newest first: who changed it, and which runs moved it and why',
    tag,
    params: z.object({ taskId: id }),
    query: z.object({
      limit: wholeNumber(1, 50).default(20),
      after: wholeNumber(0).optional().meta({ description: '`next` of the page before' }),
    }),
    status: 200,
    response: page(taskHistoryItem).meta({
      description: 'A page may hold fewer than asked for, even none, although there are older ones: `next` tells',
    }),
    problems: ['not-found'],
  }),
}

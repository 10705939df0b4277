import { z } from 'zod'
import { id } from '../primitives.ts'
import { listOf } from '../rows-query.ts'
import { savedView, savedViewPatch, savedViewValues } from '../saved-view.ts'
import { operation } from './operation.ts'

const tag = 'Views'
const ofProject = z.object({ projectId: id })
const ofView = ofProject.extend({ viewId: id })

export const savedViewOperations = {
  listSavedViews: operation({
    ...listOf(savedView, { sort: ['name', 'createdAt', 'updatedAt'] }),
    path: '/projects/:projectId/views',
    summary: 'The views of a project that are yours or shared, by name',
    tag,
    params: ofProject,
    problems: ['not-found'],
  }),
  createSavedView: operation({
    method: 'post',
    path: '/projects/:projectId/views',
    summary: 'Keep how the tasks are looked at; to share it takes the right to change the plan',
    tag,
    params: ofProject,
    body: savedViewValues,
    status: 201,
    response: savedView,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  patchSavedView: operation({
    method: 'patch',
    path: '/projects/:projectId/views/:viewId',
    summary: 'Change a view of your own, or a shared one with the right to change the plan',
    tag,
    params: ofView,
    body: savedViewPatch,
    status: 200,
    response: savedView,
    problems: ['forbidden', 'not-found'],
  }),
  deleteSavedView: operation({
    method: 'delete',
    path: '/projects/:projectId/views/:viewId',
    summary: 'Delete a view of your own, or a shared one with the right to change the plan',
    tag,
    params: ofView,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
}

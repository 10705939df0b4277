import { changeSavedView, createSavedView, deleteSavedView, listSavedViews } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type SavedViews = Pick<Handlers, 'listSavedViews' | 'createSavedView' | 'patchSavedView' | 'deleteSavedView'>

export const savedViewHandlers: SavedViews = {
  listSavedViews: async ({ transaction, actor, params }) => ({
    items: await listSavedViews(transaction, actor, params.projectId),
  }),
  createSavedView: ({ transaction, actor, params, body }) =>
    createSavedView(transaction, actor, params.projectId, body),
  patchSavedView: ({ transaction, actor, params, body }) =>
    changeSavedView(transaction, actor, params.projectId, params.viewId, body),
  deleteSavedView: ({ transaction, actor, params }) =>
    deleteSavedView(transaction, actor, params.projectId, params.viewId),
}

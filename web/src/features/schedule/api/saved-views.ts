import { queryOptions, useMutation } from '@tanstack/react-query'
import type { SavedViewPatch, SavedViewValues } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'

export const savedViewsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['saved-views', projectId],
    queryFn: () => client.call('listSavedViews', { params: { projectId } }),
    staleTime: 30_000,
  })

const refresh = (projectId: string) => queryClient.invalidateQueries({ queryKey: ['saved-views', projectId] })

export const useCreateView = (projectId: string) =>
  useMutation({
    mutationFn: (body: SavedViewValues) => client.call('createSavedView', { params: { projectId }, body }),
    onSettled: () => refresh(projectId),
  })

export const useChangeView = (projectId: string) =>
  useMutation({
    mutationFn: ({ viewId, ...body }: SavedViewPatch & { viewId: string }) =>
      client.call('patchSavedView', { params: { projectId, viewId }, body }),
    onSettled: () => refresh(projectId),
  })

export const useDeleteView = (projectId: string) =>
  useMutation({
    mutationFn: (viewId: string) => client.call('deleteSavedView', { params: { projectId, viewId } }),
    onSettled: () => refresh(projectId),
  })

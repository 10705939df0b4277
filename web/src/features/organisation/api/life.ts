import { queryOptions, useMutation } from '@tanstack/react-query'
import type { OrganisationDeletion, OrganisationLife } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const keyOf = (organisationId: string) => ['organisation-life', organisationId] as const
const refresh = (organisationId: string) => queryClient.invalidateQueries({ queryKey: keyOf(organisationId) })

const isUnderWay = (life: OrganisationLife | undefined): boolean =>
  life?.runs.some(({ endedAt }) => endedAt === null) ?? false

/** Looked at often while something is under way. */
export const organisationLifeQuery = (organisationId: string) =>
  queryOptions({
    queryKey: keyOf(organisationId),
    queryFn: () => client.call('getOrganisationLife', { params: { organisationId } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? 1_000 : false),
  })

export const useExportOrganisation = (organisationId: string) =>
  useMutation({
    mutationFn: () => client.call('exportOrganisation', { params: { organisationId } }),
    onSettled: () => refresh(organisationId),
    onError: (error) => showError('Nothing was exported', error),
  })

/** Exports are runs, and steered as those are. */
export const useAskExport = (organisationId: string, runId: string) =>
  useMutation({
    mutationFn: (act: 'pause' | 'resume' | 'cancel') => {
      if (act === 'cancel') return client.call('cancelRun', { params: { runId }, body: {} })
      return client.call(act === 'pause' ? 'pauseRun' : 'resumeRun', { params: { runId } })
    },
    onSettled: () => refresh(organisationId),
    onError: (error) => showError('The export goes on as it was', error),
  })

/** What is wrong with the name or the password, the form says. */
export const useDeleteOrganisation = (organisationId: string) =>
  useMutation({
    mutationFn: (body: OrganisationDeletion) => client.call('deleteOrganisation', { params: { organisationId }, body }),
    onSuccess: () => refresh(organisationId),
  })

export const useCallOffDeletion = (organisationId: string) =>
  useMutation({
    mutationFn: () => client.call('cancelOrganisationDeletion', { params: { organisationId } }),
    onSettled: () => refresh(organisationId),
    onError: (error) => showError('The deletion was not called off', error),
  })

export const exportAddress = (organisationId: string, runId: string): string =>
  client.addressOf('downloadOrganisationExport', { params: { organisationId, runId } })

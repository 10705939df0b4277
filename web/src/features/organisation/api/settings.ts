import { queryOptions, useMutation } from '@tanstack/react-query'
import type { OrganisationPatch } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export const settingsQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: () => client.call('getOrganisation'),
})

export function usePatchSettings() {
  return useMutation({
    mutationFn: (patch: OrganisationPatch) => client.call('patchOrganisation', { body: patch }),
    onSuccess: (settings) => queryClient.setQueryData(settingsQuery.queryKey, settings),
    onError: (error) => showError('The setting was not saved', error),
  })
}

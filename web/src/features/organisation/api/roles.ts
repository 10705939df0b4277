import { useMutation } from '@tanstack/react-query'
import type { CustomRoleValues } from '@throughline/contract'
import { rolesQuery } from '../../../lib/organisation.ts'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const { queryKey } = rolesQuery
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const useCreateRole = () =>
  useMutation({ mutationFn: (body: CustomRoleValues) => client.call('createRole', { body }), onSuccess: refresh })

export const usePatchRole = () =>
  useMutation({
    mutationFn: ({ roleId, acts }: { roleId: string; acts: CustomRoleValues['acts'] }) =>
      client.call('patchRole', { params: { roleId }, body: { acts } }),
    onSettled: refresh,
    onError: (error) => showError('The role was not changed', error),
  })

export const useDeleteRole = () =>
  useMutation({
    mutationFn: (roleId: string) => client.call('deleteRole', { params: { roleId } }),
    onSettled: refresh,
    onError: (error) => showError('The role was not deleted', error),
  })

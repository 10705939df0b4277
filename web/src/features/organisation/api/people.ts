import { useMutation } from '@tanstack/react-query'
import type { PersonPatch } from '@throughline/contract'
import { peopleQuery, serviceAccountsQuery } from '../../../lib/organisation.ts'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const { queryKey } = peopleQuery

export const usePatchPerson = () =>
  useMutation({
    mutationFn: ({ personId, patch }: { personId: string; patch: PersonPatch }) =>
      client.call('patchPerson', { params: { personId }, body: patch }),
    // A service account is a person as well.
    onSettled: () =>
      Promise.all(
        [queryKey, serviceAccountsQuery.queryKey].map((key) => queryClient.invalidateQueries({ queryKey: key })),
      ),
    onError: (error) => showError('The person was not changed', error),
  })

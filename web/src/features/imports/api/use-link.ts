import { useMutation } from '@tanstack/react-query'
import type { ImportJob, ImportMode } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'
import { importsQuery } from './imports.ts'

export interface LinkedFile {
  url: string
  mode: ImportMode
  projectName?: string
  projectId?: string
}

/** Has the service fetch a file. */
export function useLink() {
  return useMutation<ImportJob, Error, LinkedFile>({
    mutationFn: (body) => client.call('createLinkedImport', { body }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey }),
    onError: (error) => showError('The link was not taken', error),
  })
}

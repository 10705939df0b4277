import { useMutation } from '@tanstack/react-query'
import type { ImportJob, TableMapping } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'
import { importsQuery } from './imports.ts'
import { askAnew, follow } from './use-import.ts'

type PlainAct = 'approveImport' | 'pauseImport' | 'resumeImport'

const refusals: Record<PlainAct, string> = {
  approveImport: 'The import was not begun',
  pauseImport: 'The import was not paused',
  resumeImport: 'The import does not go on',
}

/** Approves, pauses or resumes an import. */
export function useImportAct(importId: string) {
  return useMutation<ImportJob, Error, PlainAct>({
    mutationFn: (act) => client.call(act, { params: { importId } }),
    onSuccess: follow,
    onError: (error, act) => showError(refusals[act], error),
  })
}

export function useCancelImport(importId: string) {
  return useMutation<ImportJob, Error, 'keep' | 'roll-back'>({
    mutationFn: (written) => client.call('cancelImport', { params: { importId }, body: { written } }),
    onSuccess: follow,
    onError: (error) => showError('The import was not cancelled', error),
  })
}

/** Reads the table anew with other columns. */
export function useSetColumns(importId: string) {
  return useMutation<ImportJob, Error, TableMapping>({
    mutationFn: (body) => client.call('setImportColumns', { params: { importId }, body }),
    onSuccess: (job) => {
      follow(job)
      askAnew(importId)
    },
    onError: (error) => showError('The columns were not taken', error),
  })
}

/** Tries an import that failed again, as one of its own; answers its id. */
export function useRetryImport(importId: string) {
  return useMutation<string, Error, void>({
    mutationFn: async () => (await client.call('retryRun', { params: { runId: importId } })).id,
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey }),
    onError: (error) => showError('The import is not tried again', error),
  })
}

export function useUndoImport(importId: string) {
  return useMutation({
    mutationFn: () => client.call('undoImport', { params: { importId } }),
    onSuccess: follow,
    onError: (error) => showError('The import was not taken back', error),
  })
}

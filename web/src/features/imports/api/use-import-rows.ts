import { type InfiniteData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { ImportRow, ImportRowFilter, ImportSelection } from '@throughline/contract'
import { useMemo } from 'react'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'
import { conflictSelections, withSelection } from '../lib/filters.ts'
import { rowsKey, rowsQuery } from './imports.ts'
import { readAllRows } from './read-all-rows.ts'
import { follow } from './use-import.ts'

type Pages = InfiniteData<{ items: ImportRow[]; next: string | null }>

/** The rows that fit a filter, as far as they have been read. */
export function useImportRows(importId: string, filter: ImportRowFilter) {
  const query = useInfiniteQuery(rowsQuery(importId, filter))
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return { ...query, rows }
}

function changeRows(importId: string, change: (row: ImportRow) => ImportRow): void {
  queryClient.setQueriesData<Pages>(
    { queryKey: rowsKey(importId) },
    (data) =>
      data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((row) => change(row)) })) },
  )
}

const renewRows = (importId: string) => queryClient.invalidateQueries({ queryKey: rowsKey(importId) })

/** Chooses rows or fields; shown at once, and taken back when it is refused. */
export function useSelectRows(importId: string) {
  return useMutation({
    mutationFn: (body: ImportSelection) => client.call('selectImportRows', { params: { importId }, body }),
    onMutate: (body) => changeRows(importId, (row) => withSelection(row, body)),
    onSuccess: follow,
    onError: (error) => {
      showError('The choice was not taken', error)
      void renewRows(importId)
    },
  })
}

/** Takes the file's side in all conflicts, or the plan's. */
export function useDecideConflicts(importId: string) {
  return useMutation<void, Error, boolean>({
    mutationFn: async (chosen) => {
      for (const body of conflictSelections(await readAllRows(importId, { conflict: true }), chosen))
        follow(await client.call('selectImportRows', { params: { importId }, body }))
    },
    onError: (error) => showError('The choice was not taken', error),
    onSettled: () => renewRows(importId),
  })
}

interface Fix {
  number: number
  values: Record<string, unknown>
}

/** Gives a parked row values; what waited for it may follow it, so all rows are read anew. */
export function useFixRow(importId: string, onFixed: () => void) {
  return useMutation<ImportRow, Error, Fix>({
    mutationFn: ({ number, values }) => client.call('fixImportRow', { params: { importId, number }, body: { values } }),
    onSuccess: async (fixed) => {
      onFixed()
      changeRows(importId, (row) => (row.number === fixed.number ? fixed : row))
      follow(await client.call('getImport', { params: { importId } }))
      void renewRows(importId)
    },
  })
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ImportEntity, ImportRowFilter } from '@throughline/contract'
import { client } from '../../../lib/service.ts'
import { isBusy } from '../lib/phases.ts'
import type { NamedRow } from '../lib/references.ts'
import { readAllRows } from './read-all-rows.ts'

/** Everything that is asked about one import, below one key. */
export const importKey = (importId: string) => ['import', importId] as const
export const rowsKey = (importId: string) => [...importKey(importId), 'rows'] as const
const listKey = ['imports'] as const

/** Mine, newest first; looked at often while one of them is under way. */
export const importsQuery = queryOptions({
  queryKey: listKey,
  queryFn: () => client.call('listImports'),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.items.some(isBusy) ? 2_000 : 30_000),
})

/** Read once; the import's own stream tells what comes after. */
export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: [...importKey(importId), 'job'],
    queryFn: () => client.call('getImport', { params: { importId } }),
    staleTime: 0,
  })

const rowsAtOnce = 200

export const rowsQuery = (importId: string, filter: ImportRowFilter) =>
  infiniteQueryOptions({
    queryKey: [...rowsKey(importId), filter],
    queryFn: ({ pageParam }) =>
      client.call('listImportRows', {
        params: { importId },
        query: { limit: rowsAtOnce, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })

const mostPages = 20

/** The rows of one kind by name, for fields that name one; the first 20,000. */
export const namesQuery = (importId: string, entity: ImportEntity) =>
  queryOptions({
    queryKey: [...importKey(importId), 'names', entity],
    queryFn: async () => {
      const rows = await readAllRows(importId, { entity }, mostPages)
      return rows.map(({ rowId: id, name, number }): NamedRow => ({ id, name, number }))
    },
  })

export const columnsQuery = (importId: string) =>
  queryOptions({
    queryKey: [...importKey(importId), 'columns'],
    queryFn: () => client.call('getImportColumns', { params: { importId } }),
    staleTime: 0,
  })

export const datesQuery = (importId: string) =>
  infiniteQueryOptions({
    queryKey: [...importKey(importId), 'dates'],
    queryFn: ({ pageParam }) =>
      client.call('listImportDates', {
        params: { importId },
        query: { limit: 200, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })

/** What was left when the import was taken back. */
export const keptQuery = (importId: string) =>
  queryOptions({
    queryKey: [...importKey(importId), 'kept'],
    queryFn: () => client.call('getImportKept', { params: { importId } }),
  })

/** Where an import can go; shares what the list of projects has read. */
export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: () => client.call('listProjects'),
})

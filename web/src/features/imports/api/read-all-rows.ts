import type { ImportRow, ImportRowFilter } from '@throughline/contract'
import { client } from '../../../lib/service.ts'

const rowsAtOnce = 1_000

/** All rows that fit a filter, as far as so many pages go. */
export async function readAllRows(
  importId: string,
  filter: ImportRowFilter,
  mostPages = Number.POSITIVE_INFINITY,
): Promise<ImportRow[]> {
  const rows: ImportRow[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const query: ImportRowFilter & { limit: number; cursor?: string } = { limit: rowsAtOnce, ...filter }
    if (cursor !== null) query.cursor = cursor
    const { items, next } = await client.call('listImportRows', { params: { importId }, query })
    rows.push(...items)
    if (next === null) break
    cursor = next
  }
  return rows
}

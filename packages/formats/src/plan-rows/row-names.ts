import type { DocumentExtra } from '../plan-document.ts'
import type { PlanRows } from './plan-rows.ts'

/** What the rows of one entity are called outside of the database. */
export interface RowNames {
  /** As the file called it that the row came from, unless another row came by that name too; else the row's id. */
  readonly keyOf: (id: string) => string
  /** As in the file, else the row's id, so that a file that is written here finds its rows again. */
  readonly guidOf: (id: string) => string
  readonly extraOf: (id: string) => DocumentExtra | null
}

export function rowNames(rows: readonly { readonly id: string }[], origins: PlanRows['origins']): RowNames {
  const counts = new Map<string, number>()
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { id } of rows) {
    const key = origins.get(id)?.key
    if (key !== id) count(id)
    if (key !== undefined) count(key)
  }
  return {
    keyOf: (id) => {
      const key = origins.get(id)?.key
      return key !== undefined && counts.get(key) === 1 ? key : id
    },
    guidOf: (id) => origins.get(id)?.guid ?? id,
    extraOf: (id) => origins.get(id)?.extra ?? null,
  }
}

import { ProblemError } from '@throughline/contract'

export type Row = Readonly<Record<string, unknown>>

export interface Page {
  readonly items: readonly Row[]
  readonly next: string | null
}

interface Asked {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly sort?: string | undefined
  readonly fields?: readonly string[] | undefined
  /** Fields, and the value that they have. */
  readonly [filter: string]: unknown
}

/**
 * The page of a list that is asked for: chosen, sorted, and after the row that the cursor names. The rows are in memory as
 * a whole; their order without `sort` is the one they are given in. `key` is the field that tells rows apart.
 */
export function pageRows(key: string, rows: readonly Row[], asked: Asked): Page {
  const { limit, cursor, sort, fields: _, ...filters } = asked
  const wanted = Object.entries(filters).filter(([, value]) => value !== undefined)
  const chosen = rows.filter((row) => wanted.every(([field, value]) => row[field] === value))
  const sorted = sort === undefined ? chosen : chosen.toSorted(order(key, sort))
  const from = cursor === undefined ? 0 : placeAfter(key, sorted, cursor)
  const items = sorted.slice(from, limit === undefined ? undefined : from + limit)
  const isLast = from + items.length >= sorted.length
  return { items, next: isLast ? null : String(items.at(-1)?.[key]) }
}

/** A row with these fields, and the one that tells it from others. */
export const pickFields = (key: string, fields: readonly string[]) => {
  const picked = new Set([key, ...fields])
  return (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([field]) => picked.has(field)))
}

function placeAfter(key: string, rows: readonly Row[], cursor: string): number {
  const place = rows.findIndex((row) => row[key] === cursor)
  if (place >= 0) return place + 1
  const message = 'is not a cursor of this list, or its row is gone: begin anew'
  throw new ProblemError('bad-request', { issues: [{ path: 'query.cursor', message }] })
}

/** Rows of one value by their keys, so that pages fit together. */
function order(key: string, sort: string) {
  const isDown = sort.startsWith('-')
  const field = isDown ? sort.slice(1) : sort
  return (one: Row, other: Row): number => {
    const [a, b] = [one[field] ?? null, other[field] ?? null]
    if (a === b) return compare(one[key], other[key])
    if (a === null || b === null) return a === null ? 1 : -1
    return isDown ? compare(b, a) : compare(a, b)
  }
}

const compare = (one: unknown, other: unknown): number =>
  (one as string | number) < (other as string | number) ? -1 : 1

import { ProblemError } from '@throughline/contract'

interface Asked {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly sort?: string | undefined
  /** Fields, and the value that they have. */
  readonly [filter: string]: unknown
}

/**
 * The page of the rows of one plan that is asked for: chosen, sorted, and after the row that the cursor names. The rows of a plan are
 * in memory as a whole, as they are for the plan itself; their order without `sort` is that of the plan.
 */
export function pageRows<Row extends { id: string }>(rows: readonly Row[], asked: Asked) {
  const { limit, cursor, sort, ...filters } = asked
  const wanted = Object.entries(filters).filter(([, value]) => value !== undefined)
  const chosen = rows.filter((row) => wanted.every(([field, value]) => fieldOf(row, field) === value))
  const sorted = sort === undefined ? chosen : chosen.toSorted(order(sort))
  const from = cursor === undefined ? 0 : placeAfter(sorted, cursor)
  const items = sorted.slice(from, limit === undefined ? undefined : from + limit)
  const isLast = from + items.length >= sorted.length
  return { items, next: isLast ? null : (items.at(-1)?.id ?? null) }
}

const fieldOf = (row: object, field: string): unknown => (row as Record<string, unknown>)[field]

function placeAfter(rows: readonly { id: string }[], cursor: string): number {
  const place = rows.findIndex(({ id }) => id === cursor)
  if (place >= 0) return place + 1
  const message = 'is not a cursor of this list, or its row is gone: begin anew'
  throw new ProblemError('bad-request', { issues: [{ path: 'query.cursor', message }] })
}

/** Rows of one value by their ids, so that pages fit together. */
function order(sort: string) {
  const isDown = sort.startsWith('-')
  const field = isDown ? sort.slice(1) : sort
  return (one: { id: string }, other: { id: string }): number => {
    const [a, b] = [fieldOf(one, field) ?? null, fieldOf(other, field) ?? null]
    if (a === b) return one.id < other.id ? -1 : 1
    if (a === null || b === null) return a === null ? 1 : -1
    return a < b === isDown ? 1 : -1
  }
}

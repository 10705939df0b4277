import { FormatError } from '../format-error.ts'

/** A row with what may tell its place in the outline. */
export interface PlacedRow {
  readonly key: string
  readonly wbs: string | null
  readonly parent: string | null
  readonly level: number | null
  readonly line: number
}

/** The index of each row's parent, or -1. A column of parents counts first, then levels, then WBS codes. */
export function parentsOf(rows: readonly PlacedRow[]): number[] {
  if (rows.some(({ parent }) => parent !== null)) return parentsByKey(rows)
  if (rows.some(({ level }) => level !== null)) return parentsByLevel(rows)
  return parentsByWbs(rows)
}

/** Indices so that parents stand before their children and siblings keep their order. */
export function outlineOrder(parents: readonly number[]): number[] {
  const children = new Map<number, number[]>()
  for (const [index, parent] of parents.entries()) {
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [index])
    else siblings.push(index)
  }
  const order: number[] = []
  const waiting = (children.get(-1) ?? []).toReversed()
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    order.push(index)
    waiting.push(...(children.get(index) ?? []).toReversed())
  }
  return order
}

function parentsByKey(rows: readonly PlacedRow[]): number[] {
  const indexByKey = new Map(rows.map(({ key }, index) => [key, index]))
  const parents = rows.map((row) => {
    if (row.parent === null) return -1
    const parent = indexByKey.get(row.parent)
    if (parent === undefined) {
      throw new FormatError(`The parent “${row.parent}” of task “${row.key}” is not in the file`, place(row))
    }
    return parent
  })
  refuseCircles(rows, parents)
  return parents
}

function refuseCircles(rows: readonly PlacedRow[], parents: readonly number[]): void {
  const reached = new Set(outlineOrder(parents))
  const row = rows.find((_, index) => !reached.has(index))
  if (row !== undefined) throw new FormatError(`The parents of task “${row.key}” run in a circle`, place(row))
}

function parentsByLevel(rows: readonly PlacedRow[]): number[] {
  const above: { index: number; level: number }[] = []
  return rows.map((row, index) => {
    const level = row.level ?? 1
    while ((above.at(-1)?.level ?? Number.NEGATIVE_INFINITY) >= level) above.pop()
    const parent = above.at(-1)?.index ?? -1
    above.push({ index, level })
    return parent
  })
}

/** The parent of 1.2.3 is 1.2 or, when that is missing, 1. */
function parentsByWbs(rows: readonly PlacedRow[]): number[] {
  const indexByWbs = new Map(rows.flatMap(({ wbs }, index) => (wbs === null ? [] : [[wbs, index] as const])))
  return rows.map(({ wbs }, index) => {
    for (let code = wbs ?? ''; code.includes('.'); ) {
      code = code.slice(0, code.lastIndexOf('.'))
      const parent = indexByWbs.get(code)
      if (parent !== undefined && parent !== index) return parent
    }
    return -1
  })
}

function place({ line }: PlacedRow): { line: number; column: number } {
  return { line, column: 0 }
}

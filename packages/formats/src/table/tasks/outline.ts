import { FormatError } from '../../format-error.ts'
import { cut } from '../../limits.ts'
import { keyOf, type TaskKeys } from './task-keys.ts'
import type { TaskPlace } from './task-places.ts'

type ColumnOf = (field: 'parent' | 'level') => number

/** The index of each row's parent, or -1. A column of parents counts first, then levels, then codes such as 1.2.3. */
export function parentsOf(rows: readonly TaskPlace[], keys: TaskKeys, columnOf: ColumnOf): number[] {
  if (rows.some(({ parent }) => parent !== null)) return parentsByKey(rows, keys, columnOf('parent'))
  if (rows.some(({ level }) => level !== null)) return parentsByLevel(rows, columnOf('level'))
  return parentsByCode(rows)
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

function parentsByKey(rows: readonly TaskPlace[], keys: TaskKeys, column: number): number[] {
  const indexByKey = new Map(rows.map(({ key }, index) => [key, index]))
  const parents = rows.map((row) => {
    if (row.parent === null) return -1
    const parent = indexByKey.get(keyOf(row.parent, keys) ?? '')
    if (parent !== undefined) return parent
    const message = `The parent “${cut(row.parent, 60)}” of task “${row.key}” is not in the file`
    throw new FormatError(message, { line: row.line, column })
  })
  refuseCircles(rows, parents, column)
  return parents
}

function refuseCircles(rows: readonly TaskPlace[], parents: readonly number[], column: number): void {
  const reached = new Set(outlineOrder(parents))
  const row = rows.find((_, index) => !reached.has(index))
  if (row === undefined) return
  throw new FormatError(`The parents of task “${row.key}” run in a circle`, { line: row.line, column })
}

/** The first row says what the level of the top is; an empty cell is at the top. */
function parentsByLevel(rows: readonly TaskPlace[], column: number): number[] {
  const top = rows[0]?.level ?? 1
  const above: number[] = []
  return rows.map((row, index) => {
    const depth = (row.level ?? top) - top
    if (depth < 0 || depth > above.length) throw jump(row, above.length + top, column)
    above.length = depth
    const parent = above.at(-1) ?? -1
    above.push(index)
    return parent
  })
}

function jump(row: TaskPlace, deepest: number, column: number): FormatError {
  const message = `The outline level of task “${row.key}” is ${row.level}, which does not fit the row above; it can be ${deepest} at most`
  return new FormatError(message, { line: row.line, column })
}

/** The parent of 1.2.3 is 1.2 or, when that is missing, 1. */
function parentsByCode(rows: readonly TaskPlace[]): number[] {
  const indexByCode = new Map(rows.flatMap(({ code }, index) => (code === null ? [] : [[code, index] as const])))
  return rows.map((row, index) => {
    for (let code = row.code ?? ''; code.includes('.'); ) {
      code = code.slice(0, code.lastIndexOf('.'))
      const parent = indexByCode.get(code)
      if (parent !== undefined && parent !== index) return parent
    }
    return -1
  })
}

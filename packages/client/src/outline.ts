/** What order and nesting need of a task. */
export interface OutlineRow {
  readonly id: string
  readonly parentId: string | null
  readonly position: number
}

const bySibling = (a: OutlineRow, b: OutlineRow): number => a.position - b.position || (a.id < b.id ? -1 : 1)

/** Children of each parent (null: the top level) by position, ties by id. */
export function childrenOf<Row extends OutlineRow>(rows: readonly Row[]): Map<string | null, Row[]> {
  const ids = new Set(rows.map((row) => row.id))
  const children = new Map<string | null, Row[]>()
  for (const row of rows) {
    const parent = row.parentId !== null && ids.has(row.parentId) ? row.parentId : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(row)
    else children.set(parent, [row])
  }
  for (const siblings of children.values()) siblings.sort(bySibling)
  return children
}

/** Depth first: each task before what is below it, siblings by position. */
export function inOutlineOrder<Row extends OutlineRow>(rows: readonly Row[]): Row[] {
  const children = childrenOf(rows)
  const ordered: Row[] = []
  const waiting = [...(children.get(null) ?? [])].reverse()
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    ordered.push(row)
    const below = children.get(row.id) ?? []
    for (let index = below.length - 1; index >= 0; index--) waiting.push(below[index] as Row)
  }
  return ordered
}

import type { DocumentTask } from '../plan-document.ts'
import type { XerRow } from './xer-tables.ts'
import { cellError, isYes, keyIn, numberIn, textIn } from './xer-values.ts'

/** A task of the file, or an element of its structure, and where it goes. */
export interface PlacedRow {
  readonly row: XerRow
  readonly parentKey: string | null
}

export interface Builders {
  readonly task: (placed: PlacedRow) => DocumentTask
  readonly summary: (placed: PlacedRow) => DocumentTask
}

/** Elements of the work breakdown structure become summaries, save the project itself and those without tasks. */
export class XerOutline {
  readonly #elements = new Map<string, XerRow>()
  readonly #children = new Map<string | null, XerRow[]>()
  readonly #tasks = new Map<string | null, XerRow[]>()

  constructor(elements: readonly XerRow[], tasks: readonly XerRow[]) {
    for (const row of elements) this.#elements.set(keyIn(row, 'wbs_id'), row)
    for (const row of this.#elements.values()) {
      if (!isYes(row, 'proj_node_flag')) push(this.#children, this.#parentOf(textIn(row, 'parent_wbs_id')), row)
    }
    this.#refuseCircles()
    for (const row of tasks) push(this.#tasks, this.#parentOf(textIn(row, 'wbs_id')), row)
  }

  /** Depth first: an element, its tasks by their codes, then the elements below. */
  place(build: Builders): DocumentTask[] {
    const placed: DocumentTask[] = []
    this.#placeBelow(null, null, build, placed, new Set())
    return placed
  }

  #placeBelow(
    elementKey: string | null,
    parentKey: string | null,
    build: Builders,
    placed: DocumentTask[],
    passed: Set<string>,
  ): void {
    for (const row of sorted(this.#tasks.get(elementKey) ?? [], 'task_code'))
      placed.push(build.task({ row, parentKey }))
    for (const row of sortedBySequence(this.#children.get(elementKey) ?? [])) {
      const key = keyIn(row, 'wbs_id')
      if (passed.has(key)) continue
      passed.add(key)
      const place = placed.length
      const summary = build.summary({ row, parentKey })
      placed.push(summary)
      this.#placeBelow(key, summary.key, build, placed, passed)
      if (placed.length === place + 1) placed.pop()
    }
  }

  /** What is in a circle is below nothing, and would be left out with all its tasks. */
  #refuseCircles(): void {
    const sound = new Set<string>()
    for (const row of this.#elements.values()) {
      const passed = new Set<string>()
      let key: string | null = keyIn(row, 'wbs_id')
      while (key !== null && !sound.has(key)) {
        if (passed.has(key)) throw cellError(row, 'parent_wbs_id', 'leads in a circle: the element is below itself')
        passed.add(key)
        key = this.#parentOf(this.#elements.get(key)?.values.get('parent_wbs_id') ?? null)
      }
      for (const each of passed) sound.add(each)
    }
  }

  /** Null for what is right below the project. */
  #parentOf(key: string | null): string | null {
    const row = key === null ? undefined : this.#elements.get(key)
    return row === undefined || isYes(row, 'proj_node_flag') ? null : key
  }
}

function push(lists: Map<string | null, XerRow[]>, key: string | null, row: XerRow): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [row])
  else list.push(row)
}

function sorted(rows: readonly XerRow[], column: string): XerRow[] {
  const codeOf = (row: XerRow) => textIn(row, column) ?? ''
  return [...rows].sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : codeOf(a) > codeOf(b) ? 1 : 0))
}

function sortedBySequence(rows: readonly XerRow[]): XerRow[] {
  return [...rows].sort((a, b) => (numberIn(a, 'seq_num') ?? 0) - (numberIn(b, 'seq_num') ?? 0))
}

import { type ChangeOperation, newTaskFields, type Person, type Plan, type Task } from '@throughline/contract'
import { withoutTwins } from './bulk-edits.ts'
import { type Cells, headingOf } from './clipboard.ts'
import type { CanEdit, Column, ColumnKey } from './columns.ts'
import { type Edit, editCell, short } from './edits.ts'
import type { ActiveCell } from './keyboard.ts'
import { type OutlineEntry, placeAfter } from './outline.ts'
import { indexPlan, type PlanIndex } from './plan-index.ts'
import { text } from './text.ts'

/** A cell that cannot be pasted, and why. */
export interface WrongCell {
  readonly row: number
  readonly column: string
  readonly written: string
  readonly problem: string
}

/** What a paste comes to: the edit of all cells that are right, and those that are not. */
export interface Pasted {
  readonly edit: Edit | null
  readonly wrong: readonly WrongCell[]
  /** What was filled, to be selected. */
  readonly firstId: string | null
  readonly lastId: string | null
  readonly lastColumn: ColumnKey
  readonly newCount: number
}

export interface PasteTarget {
  readonly index: PlanIndex
  readonly visible: readonly OutlineEntry[]
  readonly columns: readonly Column[]
  readonly canEdit: CanEdit
  readonly people: readonly Person[]
  /** Where the first cell goes; null: below the last task. */
  readonly at: ActiveCell | null
  /** Whether rows past the end become tasks. */
  readonly mayAdd: boolean
}

/**
 * Reads pasted cells into an edit: to the right of and below a cell, new tasks past the end. Every cell is read by what
 * reads the same text typed, against the plan as the cells before it leave it.
 */
export function readPaste(cells: Cells, target: PasteTarget): Pasted {
  const { index, visible, columns, canEdit, people, at, mayAdd } = target
  const titles = new Map(
    columns.flatMap(({ key, title, label }) => [title, label].map((name) => [name.toLowerCase(), key])),
  )
  const heading = headingOf(cells, titles)
  const body = heading ? cells.slice(1) : cells
  const first = Math.max(
    0,
    columns.findIndex(({ key }) => key === (at?.column ?? 'name')),
  )
  const keys = heading ?? columns.slice(first).map(({ key }) => key)
  const tasks = visible.filter(({ group }) => !group)
  const start = at ? tasks.findIndex(({ task }) => task.id === at.id) : tasks.length
  const operations: ChangeOperation[] = []
  const wrong: WrongCell[] = []
  const added = newRows(index, tasks, start, body, keys, mayAdd)
  const known = added.length > 0 ? withRows(index, added) : index
  const createOf = new Map<string, { values: object }>()

  for (const task of added) {
    const { name, parentId, position, durationMinutes } = task
    const values = { name, parentId, position, durationMinutes }
    const create = { op: 'create' as const, entity: 'task' as const, id: task.id, values }
    createOf.set(task.id, create)
    operations.push(create)
  }
  let lastId: string | null = null
  for (const [row, line] of body.entries()) {
    const entry = tasks[start + row] ?? known.entryById.get(added[start + row - tasks.length]?.id ?? '')
    if (!entry) {
      wrong.push({ row: row + 1, column: '', written: line.join(' '), problem: text('pasteNoRow') })
      continue
    }
    lastId = entry.task.id
    let task = entry.task
    for (const [column, written] of line.entries()) {
      const key = keys[column]
      const shown = columns.find((each) => each.key === key)
      if (!key || !shown) {
        if (written !== '') wrong.push({ row: row + 1, column: '', written, problem: text('pasteNoColumn') })
        continue
      }
      const create = createOf.get(task.id)
      if (create && (key === 'name' || written === '')) continue
      if (!canEdit(key, entry.hasChildren)) {
        if (!create && !isReadOnlyAnyway(shown)) {
          wrong.push({ row: row + 1, column: shown.label, written, problem: text('pasteNotEditable') })
        }
        continue
      }
      const outcome = editCell(known, task, key, written.trim(), people)
      if (typeof outcome === 'string') {
        wrong.push({ row: row + 1, column: shown.label, written, problem: outcome })
        continue
      }
      for (const operation of outcome?.operations ?? []) {
        const isOwn = operation.entity === 'task' && operation.op === 'update' && operation.id === task.id
        if (!isOwn) operations.push(operation)
        else {
          task = { ...task, ...(operation.patch as Partial<Task>) }
          if (create) Object.assign(create.values, operation.patch)
          else operations.push(operation)
        }
      }
    }
  }
  const width = Math.max(1, ...body.map((line) => line.length))
  return {
    edit: operations.length > 0 ? { summary: summaryOf(body, added.length), operations: merged(operations) } : null,
    wrong,
    firstId: tasks[start]?.task.id ?? added[0]?.id ?? null,
    lastId,
    lastColumn: keys[Math.min(width, keys.length) - 1] ?? 'name',
    newCount: added.length,
  }
}

/** Cells that nobody types into are passed over, so that what was copied whole can be pasted whole. */
const isReadOnlyAnyway = ({ editable }: Column): boolean => !editable

function summaryOf(cells: Cells, added: number): string {
  const count = cells.reduce((sum, line) => sum + line.length, 0)
  return added > 0 ? text('pasteSummaryNew', { count, added }) : text('pasteSummary', { count })
}

/** Tasks for the rows past the end, last among the siblings of the last one shown. */
function newRows(
  index: PlanIndex,
  tasks: readonly OutlineEntry[],
  start: number,
  body: Cells,
  keys: readonly ColumnKey[],
  mayAdd: boolean,
): Task[] {
  const count = start + body.length - tasks.length
  if (!mayAdd || count <= 0) return []
  const last = tasks.at(-1)
  const place = last ? placeAfter(index.entries, last.task.id) : { parentId: null, position: 1 }
  const next = index.entries.find(({ task }) => task.parentId === place.parentId && task.position > place.position)
  const step = next ? (next.task.position - place.position) / (count + 1) : 1
  const name = keys.indexOf('name')
  return body.slice(body.length - count).map((line, at) => {
    const called = (name < 0 ? '' : (line[name] ?? '')).trim().slice(0, 500) || text('pasteNewTask')
    const values = { name: called, durationMinutes: index.plan.project.minutesPerDay }
    const fields = { ...newTaskFields(values), parentId: place.parentId, position: place.position + at * step }
    return { ...nothingComputed, ...fields, id: crypto.randomUUID() } as unknown as Task
  })
}

const nothingComputed = { earlyStart: null, earlyFinish: null, lateStart: null, lateFinish: null, isCritical: false }

/** The plan with the new rows behind its own, so that predecessors can name them by their numbers. */
function withRows(index: PlanIndex, added: readonly Task[]): PlanIndex {
  const at = index.entries.length
  const entries = added.map((task, row): OutlineEntry => {
    return { task, number: at + row + 1, wbs: '', depth: 0, hasChildren: false }
  })
  const plan: Plan = { ...index.plan, tasks: [...index.plan.tasks, ...added] }
  return indexPlan(plan, [...index.entries, ...entries])
}

/** One update for each task, and each new resource once. */
function merged(operations: readonly ChangeOperation[]): ChangeOperation[] {
  const updates = new Map<string, ChangeOperation & { op: 'update'; entity: 'task' }>()
  const kept = operations.flatMap((operation): ChangeOperation[] => {
    if (operation.op !== 'update' || operation.entity !== 'task') return [operation]
    const before = updates.get(operation.id)
    if (before) {
      Object.assign(before.patch, operation.patch)
      return []
    }
    const own = { ...operation, patch: { ...operation.patch } }
    updates.set(operation.id, own)
    return [own]
  })
  return withoutTwins(kept)
}

/** Where a wrong cell is, in words. */
export const wrongPlace = ({ row, column, written }: WrongCell): string =>
  column === '' ? text('pasteRowOnly', { row }) : text('pastePlace', { row, column, written: short(written) })

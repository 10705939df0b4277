import { newTaskFields, type Task, type ViewCondition } from '@throughline/contract'
import { parseDuration } from '../../../lib/duration.ts'
import { type CellSource, cellText, cellValue, type SortValue } from './cell-values.ts'
import type { Column } from './columns.ts'
import { readFlag, readNumber } from './field-edits.ts'
import { type OutlineEntry, visibleEntries } from './outline.ts'
import { readDay } from './typed-dates.ts'
import { type Arrangement, isAsPlanned, isFiltered } from './view-settings.ts'

export interface ArrangeContext extends CellSource {
  readonly columns: readonly Column[]
  /** Wall time of the project. */
  readonly now: string
  /** Resources that stand for the reader. */
  readonly myResourceIds: ReadonlySet<string>
}

type Matches = (entry: OutlineEntry) => boolean

/** The rows of the table: those chosen, in order, below headings where they are grouped, without what is folded away. */
export function arrange(
  arrangement: Arrangement,
  collapsed: ReadonlySet<string>,
  context: ArrangeContext,
): readonly OutlineEntry[] {
  const { entries } = context.index
  if (isAsPlanned(arrangement)) return visibleEntries(entries, collapsed)
  const matches = isFiltered(arrangement) ? matcherOf(arrangement, context) : null
  const group = context.columns.find(({ key }) => key === arrangement.group)
  if (group) return grouped(arrangement, group, matches, collapsed, context)
  const shown = matches ? withAbove(entries, matches) : entries
  const sorted = arrangement.sort.length > 0 ? sortedWithin(shown, arrangement, context) : shown
  return visibleEntries(sorted, collapsed)
}

function matcherOf({ query, conditions }: Arrangement, context: ArrangeContext): Matches {
  const all = conditions.map((condition) => conditionMatcher(condition, context))
  const words = query.trim().toLowerCase()
  if (words !== '') {
    all.push(({ task }) => {
      if (task.name.toLowerCase().includes(words) || task.notes.toLowerCase().includes(words)) return true
      const assignments = context.index.assignmentsOf.get(task.id) ?? []
      const nameOf = (id: string) => context.index.resourceById.get(id)?.name.toLowerCase() ?? ''
      return assignments.some(({ resourceId }) => nameOf(resourceId).includes(words))
    })
  }
  return (entry) => all.every((matches) => matches(entry))
}

function conditionMatcher(condition: ViewCondition, context: ArrangeContext): Matches {
  if (!('column' in condition)) return markMatcher(condition.op, context)
  const column = context.columns.find(({ key }) => key === condition.column)
  if (!column) return () => true
  const { key } = column
  const said = condition.value.trim().toLowerCase()
  const textOf = (entry: OutlineEntry) => cellText(entry, key, context).toLowerCase()
  if (condition.op === 'empty') return (entry) => textOf(entry) === ''
  if (condition.op === 'notEmpty') return (entry) => textOf(entry) !== ''
  if (condition.op === 'contains') return (entry) => textOf(entry).includes(said)
  const wanted = comparable(said, column, context)
  const cellOf = (entry: OutlineEntry) => plainValue(cellValue(entry, key, context), column)
  if (condition.op === 'is') return (entry) => cellOf(entry) === wanted || textOf(entry) === said
  if (condition.op === 'isNot') return (entry) => cellOf(entry) !== wanted && textOf(entry) !== said
  const sign = condition.op === 'before' ? -1 : 1
  return (entry) => {
    const value = cellOf(entry)
    return value !== null && wanted !== null && compare(value, wanted) * sign > 0
  }
}

/** What is written in a condition, as cells of the column are compared. */
function comparable(said: string, { kind }: Column, { index, now }: ArrangeContext): SortValue {
  if (kind === 'date') return readDay(said, now)
  if (kind === 'duration') return parseDuration(said, index.plan.project) ?? readNumber(said)
  if (kind === 'number') return readNumber(said.replace('%', ''))
  return kind === 'flag' ? Number(readFlag(said) ?? false) : said
}

/** Of a date only the day counts. */
const plainValue = (value: SortValue, { kind }: Column): SortValue =>
  kind === 'date' && typeof value === 'string' ? value.slice(0, 10) : value

function markMatcher(mark: string, { index, now, myResourceIds, varianceOf }: ArrangeContext): Matches {
  if (mark === 'critical') return ({ task }) => task.isCritical
  if (mark === 'incomplete') return ({ task }) => task.percentComplete < 100
  if (mark === 'mine') {
    return ({ task }) =>
      (index.assignmentsOf.get(task.id) ?? []).some(({ resourceId }) => myResourceIds.has(resourceId))
  }
  return ({ task }) => isLate(task, now) || (task.percentComplete < 100 && (varianceOf?.(task) ?? 0) > 0)
}

/** Not done when it was to be, or not going to be by its deadline. */
const isLate = (task: Task, now: string): boolean =>
  task.percentComplete < 100 &&
  task.earlyFinish !== null &&
  (task.earlyFinish < now || (task.deadline !== null && task.earlyFinish > task.deadline))

const contexts = new WeakMap<OutlineEntry, OutlineEntry>()

/** The hits, and greyed what they are below. */
function withAbove(entries: readonly OutlineEntry[], matches: Matches): readonly OutlineEntry[] {
  const hits = new Set<string>()
  const above = new Set<string>()
  for (let row = entries.length - 1; row >= 0; row--) {
    const entry = entries[row] as OutlineEntry
    const { id, parentId } = entry.task
    if (matches(entry)) hits.add(id)
    if (parentId !== null && (hits.has(id) || above.has(id))) above.add(parentId)
  }
  return entries.flatMap((entry) => {
    if (hits.has(entry.task.id)) return entry
    return above.has(entry.task.id) ? keptFor(contexts, entry, () => ({ ...entry, isContext: true })) : []
  })
}

/** The same object each time, so that its row is not drawn anew. */
function keptFor(
  kept: WeakMap<OutlineEntry, OutlineEntry>,
  entry: OutlineEntry,
  make: () => OutlineEntry,
): OutlineEntry {
  const known = kept.get(entry) ?? make()
  kept.set(entry, known)
  return known
}

type Comparer = (a: OutlineEntry, b: OutlineEntry) => number

function comparerOf({ sort }: Arrangement, entries: readonly OutlineEntry[], context: ArrangeContext): Comparer {
  const keys = sort.filter(({ column }) => context.columns.some(({ key }) => key === column))
  const values = new Map(entries.map((entry) => [entry, keys.map(({ column }) => cellValue(entry, column, context))]))
  return (a, b) => {
    for (const [at, { descending }] of keys.entries()) {
      const [x = null, y = null] = [values.get(a)?.[at], values.get(b)?.[at]]
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1
        continue
      }
      const order = compare(x, y)
      if (order !== 0) return descending ? -order : order
    }
    return a.number - b.number
  }
}

const collator = new Intl.Collator('en', { numeric: true })

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
  return collator.compare(String(a), String(b))
}

/** Siblings in order, each with what is below it. */
function sortedWithin(entries: readonly OutlineEntry[], arrangement: Arrangement, context: ArrangeContext) {
  const byOrder = comparerOf(arrangement, entries, context)
  const children = new Map<string | null, OutlineEntry[]>()
  for (const entry of entries) {
    const siblings = children.get(entry.task.parentId)
    if (siblings) siblings.push(entry)
    else children.set(entry.task.parentId, [entry])
  }
  for (const siblings of children.values()) siblings.sort(byOrder)
  const sorted: OutlineEntry[] = []
  const waiting = [...(children.get(null) ?? [])].reverse()
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    sorted.push(entry)
    const below = children.get(entry.task.id) ?? []
    for (let at = below.length - 1; at >= 0; at--) waiting.push(below[at] as OutlineEntry)
  }
  return sorted
}

const groupedEntries = new WeakMap<OutlineEntry, OutlineEntry>()

/** Tasks without what is below them are gathered below headings, of what their cells say. */
function grouped(
  arrangement: Arrangement,
  column: Column,
  matches: Matches | null,
  collapsed: ReadonlySet<string>,
  context: ArrangeContext,
): OutlineEntry[] {
  const leaves = context.index.entries.filter((entry) => !entry.hasChildren && (matches?.(entry) ?? true))
  const groups = new Map<string, OutlineEntry[]>()
  for (const entry of leaves) {
    const name = groupName(entry, column, context)
    const group = groups.get(name)
    if (group) group.push(entry)
    else groups.set(name, [entry])
  }
  const sortValueOf = ([name, [first]]: [string, OutlineEntry[]]): SortValue =>
    name === '' || !first ? null : plainValue(cellValue(first, column.key, context), column)
  const ordered = [...groups].map((group) => ({ group, value: sortValueOf(group) }))
  ordered.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
    return compare(a.value, b.value)
  })
  const byOrder = arrangement.sort.length > 0 ? comparerOf(arrangement, leaves, context) : null
  return ordered.flatMap(({ group: [name, rows] }) => {
    const heading = headingOf(column, name, rows.length)
    if (collapsed.has(heading.task.id)) return [heading]
    if (byOrder) rows.sort(byOrder)
    return [heading, ...rows.map((entry) => keptFor(groupedEntries, entry, () => ({ ...entry, depth: 1 })))]
  })
}

/** Shares of resources make no groups of their own. */
function groupName(entry: OutlineEntry, { key }: Column, context: ArrangeContext): string {
  if (key !== 'resources') return cellText(entry, key, context)
  const assignments = context.index.assignmentsOf.get(entry.task.id) ?? []
  const names = assignments.map(({ resourceId }) => context.index.resourceById.get(resourceId)?.name ?? '?')
  return names.sort(collator.compare).join(', ')
}

const headings = new Map<string, OutlineEntry>()

function headingOf({ key, label }: Column, name: string, count: number): OutlineEntry {
  const id = `group:${key}:${name}`
  const title = `${name === '' ? `No ${label.toLowerCase()}` : `${label}: ${name}`} (${count})`
  const known = headings.get(id)
  if (known?.task.name === title) return known
  if (headings.size > 5_000) headings.clear()
  const task = {
    ...newTaskFields({ name: title, durationMinutes: 480 }),
    ...nothingComputed,
    id,
    parentId: null,
  } as Task
  const heading: OutlineEntry = { task, number: 0, wbs: '', depth: 0, hasChildren: true, group: true }
  headings.set(id, heading)
  return heading
}

const nothingComputed = { earlyStart: null, earlyFinish: null, lateStart: null, lateFinish: null, isCritical: false }

import { type ChangeOperation, type Link, maximumOperations, type Task } from '@throughline/contract'
import type { Edit, EditOutcome } from './edits.ts'
import type { OutlineEntry } from './outline.ts'
import type { PlanIndex } from './plan-index.ts'
import { text } from './text.ts'

/** The chosen tasks in outline order. */
export const entriesOf = (index: PlanIndex, ids: ReadonlySet<string>): OutlineEntry[] =>
  index.entries.filter(({ task }) => ids.has(task.id))

/** Those of the chosen tasks that are below none of the others. */
export function rootsOf(index: PlanIndex, ids: ReadonlySet<string>): OutlineEntry[] {
  const isBelow = (task: Task): boolean => {
    for (let id = task.parentId; id !== null; id = index.entryById.get(id)?.task.parentId ?? null) {
      if (ids.has(id)) return true
    }
    return false
  }
  return entriesOf(index, ids).filter(({ task }) => !isBelow(task))
}

/** What one edit for several tasks comes to. */
export interface BulkEdit {
  readonly edit: Edit | null
  /** Why some of the tasks were left out, each with its name. */
  readonly refused: readonly { readonly entry: OutlineEntry; readonly problem: string }[]
}

/** The same edit for several tasks, as one; `editOf` sees what the ones before did to resources. */
export function editAll(
  entries: readonly OutlineEntry[],
  editOf: (entry: OutlineEntry) => EditOutcome,
  summary: string,
): BulkEdit {
  const operations: ChangeOperation[] = []
  const refused: { entry: OutlineEntry; problem: string }[] = []
  for (const entry of entries) {
    const outcome = editOf(entry)
    if (typeof outcome === 'string') refused.push({ entry, problem: outcome })
    else if (outcome) operations.push(...outcome.operations)
  }
  return { edit: operations.length > 0 ? { summary, operations: withoutTwins(operations) } : null, refused }
}

/** A new resource that several cells name is made once. */
export function withoutTwins(operations: readonly ChangeOperation[]): ChangeOperation[] {
  const made = new Map<string, string>()
  const replaced = new Map<string, string>()
  return operations.flatMap((operation): ChangeOperation[] => {
    if (operation.op === 'create' && operation.entity === 'resource') {
      const name = operation.values.name.toLowerCase()
      const known = made.get(name)
      if (known !== undefined && operation.id) {
        replaced.set(operation.id, known)
        return []
      }
      if (operation.id) made.set(name, operation.id)
    }
    if (operation.op === 'create' && operation.entity === 'assignment') {
      const resourceId = replaced.get(operation.values.resourceId)
      if (resourceId) return [{ ...operation, values: { ...operation.values, resourceId } }]
    }
    return [operation]
  })
}

export function deleteAll(index: PlanIndex, ids: ReadonlySet<string>): EditOutcome {
  const roots = rootsOf(index, ids)
  if (roots.length === 0) return null
  return {
    summary: text('bulkDeleted', { count: ids.size }),
    operations: roots.map(({ task }): ChangeOperation => ({ op: 'delete', entity: 'task', id: task.id })),
  }
}

/** Each task after the one before it, in the order of the table. */
export function linkInOrder(index: PlanIndex, ids: readonly string[]): EditOutcome {
  const operations = ids.slice(1).flatMap((successorId, at): ChangeOperation[] => {
    const predecessorId = ids[at] ?? ''
    const isLinked = index.linksInto.get(successorId)?.some((link) => link.predecessorId === predecessorId)
    if (isLinked || isAbove(index, predecessorId, successorId) || isAbove(index, successorId, predecessorId)) return []
    const values = { predecessorId, successorId, type: 'FS' as const, lagMinutes: 0 }
    return [{ op: 'create', entity: 'link', id: crypto.randomUUID(), values }]
  })
  if (operations.length === 0) return text('bulkLinkedAlready')
  return { summary: text('bulkLinked', { count: ids.length }), operations }
}

function isAbove(index: PlanIndex, aboveId: string, id: string): boolean {
  for (let at: string | null = id; at !== null; at = index.entryById.get(at)?.task.parentId ?? null) {
    if (at === aboveId) return true
  }
  return false
}

/** Takes away the links between the chosen tasks; of one task alone, all that it has. */
export function unlinkAll(index: PlanIndex, ids: ReadonlySet<string>): EditOutcome {
  const isMeant = ({ predecessorId, successorId }: Link) =>
    ids.size === 1 ? ids.has(predecessorId) || ids.has(successorId) : ids.has(predecessorId) && ids.has(successorId)
  const links = index.plan.links.filter(isMeant)
  if (links.length === 0) return text('bulkNoLinks')
  return {
    summary: text('bulkUnlinked', { count: ids.size }),
    operations: links.map(({ id }): ChangeOperation => ({ op: 'delete', entity: 'link', id })),
  }
}

/** What fits into change sets, in order; the first is the whole where it is small enough. */
export function inBatches(edit: Edit): readonly Edit[] {
  if (edit.operations.length <= maximumOperations) return [edit]
  const count = Math.ceil(edit.operations.length / maximumOperations)
  return Array.from({ length: count }, (_, at) => ({
    summary: text('bulkPart', { summary: edit.summary, part: at + 1, count }),
    operations: edit.operations.slice(at * maximumOperations, (at + 1) * maximumOperations),
  }))
}

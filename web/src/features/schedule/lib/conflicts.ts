import type { RequestError } from '@throughline/client'
import type { ChangeOperation, FieldConflict } from '@throughline/contract'
import type { Edit } from './edits.ts'

/** Names a conflict within an answer. */
export const conflictKey = ({ id, field }: Pick<FieldConflict, 'id' | 'field'>): string => `${id} ${field}`

/** An edit without the fields where the other's value shall stand; null when nothing is left of it. */
export function withoutFields(edit: Edit, given: ReadonlySet<string>): Edit | null {
  const operations = edit.operations.flatMap((operation): ChangeOperation[] => {
    if (operation.op !== 'update') return [operation]
    const kept = Object.entries(operation.patch).filter(
      ([field]) => !given.has(conflictKey({ id: operation.id, field })),
    )
    if (kept.length === 0) return []
    return [{ ...operation, patch: Object.fromEntries(kept) } as ChangeOperation]
  })
  return operations.length > 0 ? { ...edit, operations } : null
}

/** The task that an edit was refused for since it is deleted; undefined when it was refused for another reason. */
export function deletedTaskOf(edit: Edit, { type, problem }: RequestError): string | undefined {
  if (type !== 'invalid-change') return undefined
  for (const { path } of problem.issues ?? []) {
    const at = /^operations\/(\d+)\/id$/.exec(path)?.[1]
    const operation = at === undefined ? undefined : edit.operations[Number(at)]
    if (operation?.entity === 'task' && operation.op === 'update') return operation.id
  }
  return undefined
}

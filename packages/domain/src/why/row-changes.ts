import type { ChangeEntity, ChangeOperation } from '@throughline/contract'

/** What a change set came to for one row. `before` and `after` hold the fields that it set to something else. */
export interface RowChange {
  readonly entity: ChangeEntity
  readonly id: string
  /** Whether it made the row, brought it back or took it away. */
  readonly existence: 'added' | 'restored' | 'deleted' | null
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

interface Draft {
  entity: ChangeEntity
  id: string
  isMade: boolean
  cameBack: boolean
  isGone: boolean
  before: Record<string, unknown>
  after: Record<string, unknown>
}

/**
 * The rows of a change set, from its operations and those that take it back. The inverse tells more: it names the rows
 * that a delete took with it, and what fields were; a field that it does not name has not changed.
 */
export function rowChangesOf(
  operations: readonly ChangeOperation[],
  inverse: readonly ChangeOperation[],
): Map<string, RowChange> {
  const drafts = new Map<string, Draft>()
  const draftOf = ({ entity, id = '' }: ChangeOperation): Draft => {
    const draft = drafts.get(id) ?? { entity, id, isMade: false, cameBack: false, isGone: false, before: {}, after: {} }
    drafts.set(id, draft)
    return draft
  }
  for (const operation of operations) {
    const draft = draftOf(operation)
    if (operation.op === 'create') draft.isMade = true
    if (operation.op === 'create') Object.assign(draft.after, operation.values)
    if (operation.op === 'update') Object.assign(draft.after, operation.patch)
  }
  // The inverse runs from the last operation to the first, so that what is oldest comes last.
  for (const operation of inverse) {
    const draft = draftOf(operation)
    if (operation.op === 'update') Object.assign(draft.before, operation.patch)
    if (operation.op === 'delete') draft.cameBack = true
    if (operation.op === 'restore') draft.isGone = true
  }
  return new Map([...drafts].map(([id, draft]) => [id, rowChangeOf(draft)]))
}

function rowChangeOf({ entity, id, isMade, cameBack, isGone, before, after }: Draft): RowChange {
  const came = isMade ? 'added' : cameBack ? 'restored' : null
  const existence = came === null ? (isGone ? 'deleted' : null) : isGone ? null : came
  return { entity, id, existence, before, after: isMade ? after : pick(after, Object.keys(before)) }
}

const pick = (values: Record<string, unknown>, fields: string[]): Record<string, unknown> =>
  Object.fromEntries(fields.filter((field) => field in values).map((field) => [field, values[field]]))

export const changes = ({ existence, before }: RowChange, ...fields: string[]): boolean =>
  existence === null && fields.some((field) => field in before)

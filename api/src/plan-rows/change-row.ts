import type { ChangeAnswer, ChangeOperation } from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import { type Actor, applyChangeSet, asUnseen, projectOfRow } from '@throughline/domain'

interface Caller {
  transaction: Transaction
  actor: Actor
  ifMatch: number | undefined
}

type RowOperation = Exclude<ChangeOperation, { entity: 'project' }>

export const createRow = (
  { transaction, actor, ifMatch }: Caller,
  projectId: string,
  operation: RowOperation & { op: 'create' },
): Promise<ChangeAnswer> =>
  applyChangeSet(transaction, actor, { projectId, operations: [operation], kind: 'edit', ifMatch })

/** Changes a row by its id alone: the project is the row's. */
export async function changeRow(
  { transaction, actor, ifMatch }: Caller,
  operation: RowOperation & { op: 'update' | 'delete' },
): Promise<ChangeAnswer> {
  const projectId = await projectOfRow(transaction, operation.entity, operation.id)
  const change = applyChangeSet(transaction, actor, { projectId, operations: [operation], kind: 'edit', ifMatch })
  return asUnseen(operation.entity, change)
}

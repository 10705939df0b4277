import { NotFoundError } from '@throughline/contract'
import { findStreamHead, lockStreamForReading, type Transaction } from '@throughline/database'

const attempts = 3

/**
 * Runs several reads of one project so that they show one revision: every writer moves the head in the transaction of
 * its rows, so an unmoved head means that nothing came between. Writers wait only where they are faster three times.
 */
export async function readConsistently<Result>(
  transaction: Transaction,
  projectId: string,
  read: (revision: number) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const head = await getHead(transaction, projectId)
    const result = await read(head)
    if (head === (await getHead(transaction, projectId))) return result
  }
  await lockStreamForReading(transaction, projectId)
  return read(await getHead(transaction, projectId))
}

async function getHead(transaction: Transaction, projectId: string): Promise<number> {
  const head = await findStreamHead(transaction, projectId)
  if (head === undefined) throw new NotFoundError('project')
  return head
}

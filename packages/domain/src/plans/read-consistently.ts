import { NotFoundError } from '@throughline/contract'
import { findStreamHead, lockStreamForReading, type Transaction } from '@throughline/database'

const attempts = 3

/** What `read` works with. */
export interface Look {
  /** The revision that the reads show, if it still is the last one in the end. */
  readonly revision: Promise<number>
  /**
   * Has the end looked at right behind the statements issued so far, in their round trip. `read` may call it again when
   * more turned out to be needed; one that never does is looked behind when it is done.
   */
  close(): void
}

/**
 * Runs several reads of one project so that they show one revision: every writer moves the head in the transaction of
 * its rows, so an unmoved head means that nothing came between. Writers wait only where they are faster three times.
 */
export async function readConsistently<Result>(
  transaction: Transaction,
  projectId: string,
  read: (look: Look) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    let closing: Promise<number> | undefined
    const close = () => {
      closing = getHead(transaction, projectId)
      // Where `read` fails first, nobody asks for it any more.
      closing.catch(() => undefined)
    }
    const revision = getHead(transaction, projectId)
    const [head, result] = await Promise.all([revision, read({ revision, close })])
    if (head === (await (closing ?? getHead(transaction, projectId)))) return result
  }
  await lockStreamForReading(transaction, projectId)
  return read({ revision: getHead(transaction, projectId), close: () => undefined })
}

async function getHead(transaction: Transaction, projectId: string): Promise<number> {
  const head = await findStreamHead(transaction, projectId)
  if (head === undefined) throw new NotFoundError('project')
  return head
}

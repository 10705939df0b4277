import { ProblemError } from '@throughline/contract'
import { findStream, type Transaction } from '@throughline/database'

/** Throws `sync-expired` for a copy from before the window, or of a revision that the project does not have. */
export async function refuseExpired(transaction: Transaction, projectId: string, since: number, head: number) {
  if (since === 0) return
  const { floor = 0 } = (await findStream(transaction, projectId)) ?? {}
  const again = 'Load everything anew, with `since=0`.'
  if (since < floor)
    throw new ProblemError('sync-expired', {
      detail: `The copy is of revision ${since}; changes are kept from ${floor} on. ${again}`,
    })
  if (since > head)
    throw new ProblemError('sync-expired', {
      detail: `The copy is of revision ${since}, and the project at ${head}. ${again}`,
    })
}

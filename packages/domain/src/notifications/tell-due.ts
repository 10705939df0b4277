import { listDueTasks, type Transaction } from '@throughline/database'
import { notifyAll } from './notify.ts'

/**
 * In the morning of the project's time zone. What came due later in the day is told on the next one; the hours after the
 * first are for what could not be told in it.
 */
const window = { hours: [8, 11], daysAhead: 2, daysBehind: 7, limit: 500 } as const

/**
 * Tells people of tasks of the organisation that are theirs and due, once a task and date, a batch at a time. Answers how
 * many it told of; fewer than a batch: these were all.
 */
export async function tellDue(
  transaction: Transaction,
  organisationId: string,
  now: Date,
): Promise<{ told: number; isLast: boolean }> {
  const tasks = await listDueTasks(transaction, { ...window, now })
  const told = await notifyAll(
    transaction,
    tasks.map((task) => ({ organisationId, ...task })),
  )
  // Where somebody else tells at the same time, these were theirs: the next round has the rest.
  return { told: told.length, isLast: tasks.length < window.limit || told.length === 0 }
}

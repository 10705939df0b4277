import { type ImportJobRow, listImportJobs, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'

const mostExported = 10_000

/** Everything that the actor brought in, newest first. */
export const listOwnImports = (transaction: Transaction, actor: Actor): Promise<ImportJobRow[]> =>
  listImportJobs(transaction, actor.personId, mostExported)

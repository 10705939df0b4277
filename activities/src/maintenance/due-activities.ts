import { type Database, listOpenOrganisations, withTransaction } from '@throughline/database'
import { tellDue } from '@throughline/domain'
import { beatingHeart } from '../heartbeat.ts'

export interface DueDependencies {
  database: Database
}

export function createDueActivities({ database }: DueDependencies) {
  async function tellIn(organisationId: string): Promise<number> {
    let count = 0
    for (;;) {
      const { told, isLast } = await withTransaction(database, { organisationId }, (transaction) =>
        tellDue(transaction, organisationId, new Date()),
      )
      count += told
      if (isLast) return count
    }
  }

  /** Of all organisations; what another attempt, or the hour before, has told of is told of no more. */
  const tellDueTasks = (): Promise<{ told: number }> =>
    beatingHeart(async () => {
      let told = 0
      for (const organisationId of await listOpenOrganisations(database.kysely)) told += await tellIn(organisationId)
      return { told }
    })

  return { tellDueTasks }
}

export type DueActivities = ReturnType<typeof createDueActivities>

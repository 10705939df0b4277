import type { OrganisationPatch, OrganisationSettings } from '@throughline/contract'
import type { Transaction } from './database.ts'

export async function getOrganisationRow(transaction: Transaction, id: string): Promise<OrganisationSettings> {
  return transaction
    .selectFrom('organisation')
    .select(['id', 'name', 'viewers_may_watch as viewersMayWatch'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function updateOrganisation(transaction: Transaction, id: string, { viewersMayWatch }: OrganisationPatch) {
  if (viewersMayWatch === undefined) return
  await transaction
    .updateTable('organisation')
    .set({ viewers_may_watch: viewersMayWatch })
    .where('id', '=', id)
    .execute()
}

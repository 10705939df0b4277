import type { SavedViewPatch, ViewSettings } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

const select = (transaction: Transaction, projectId: string) =>
  transaction
    .selectFrom('saved_view as v')
    .innerJoin('person as p', 'p.id', 'v.owner_id')
    .select([
      'v.id',
      'v.project_id as projectId',
      'v.owner_id as ownerId',
      'p.name as ownerName',
      'v.name',
      'v.is_shared as isShared',
      'v.settings',
      'v.created_at as createdAt',
      'v.updated_at as updatedAt',
    ])
    .where('v.project_id', '=', projectId)

export type SavedViewRow = Awaited<ReturnType<typeof listSavedViewRows>>[number]

/** Of one person, and those that are shared, by name. */
export const listSavedViewRows = (transaction: Transaction, projectId: string, personId: string) =>
  select(transaction, projectId)
    .where((where) => where.or([where('v.owner_id', '=', personId), where('v.is_shared', '=', true)]))
    .orderBy(sql`lower(v.name)`)
    .orderBy('v.id')
    .execute()

export async function findSavedViewRow(transaction: Transaction, projectId: string, id: string) {
  return (await select(transaction, projectId).where('v.id', '=', id).executeTakeFirst()) ?? null
}

export async function countSavedViews(transaction: Transaction, projectId: string, personId: string): Promise<number> {
  const { count } = await transaction
    .selectFrom('saved_view')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('project_id', '=', projectId)
    .where('owner_id', '=', personId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export interface NewSavedView {
  id: string
  organisationId: string
  projectId: string
  ownerId: string
  name: string
  isShared: boolean
  settings: ViewSettings
}

export async function insertSavedView(transaction: Transaction, view: NewSavedView): Promise<void> {
  await transaction
    .insertInto('saved_view')
    .values({
      id: view.id,
      organisation_id: view.organisationId,
      project_id: view.projectId,
      owner_id: view.ownerId,
      name: view.name,
      is_shared: view.isShared,
      settings: JSON.stringify(view.settings),
    })
    .execute()
}

export async function updateSavedView(transaction: Transaction, id: string, patch: SavedViewPatch): Promise<void> {
  const { name, isShared, settings } = patch
  await transaction
    .updateTable('saved_view')
    .set({
      updated_at: sql`now()`,
      ...(name === undefined ? {} : { name }),
      ...(isShared === undefined ? {} : { is_shared: isShared }),
      ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
    })
    .where('id', '=', id)
    .execute()
}

export async function deleteSavedViewRow(transaction: Transaction, id: string): Promise<void> {
  await transaction.deleteFrom('saved_view').where('id', '=', id).execute()
}

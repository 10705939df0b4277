import {
  mostViews,
  NotFoundError,
  ProblemError,
  type SavedView,
  type SavedViewPatch,
  type SavedViewValues,
} from '@throughline/contract'
import {
  countSavedViews,
  deleteSavedViewRow,
  findSavedViewRow,
  insertSavedView,
  listSavedViewRows,
  type SavedViewRow,
  type Transaction,
  updateSavedView,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { requireAct, requireProjectRole } from '../projects/project-role.ts'

// Whoever may read a project keeps views of their own in it. What all see is up to those who may change the plan: to
// share a view, and to change or delete one that is shared, also of others (decision 53).

const present = ({ ownerId, ownerName, ...row }: SavedViewRow): SavedView => ({
  ...row,
  owner: { id: ownerId, name: ownerName },
  settings: row.settings as SavedView['settings'],
})

export async function listSavedViews(transaction: Transaction, actor: Actor, projectId: string): Promise<SavedView[]> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  return (await listSavedViewRows(transaction, projectId, actor.personId)).map(present)
}

/** Throws ProblemError `conflict` where a person has too many of them already. */
export async function createSavedView(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  { name, settings, isShared = false }: SavedViewValues,
): Promise<SavedView> {
  await requireProjectRole(transaction, actor, projectId, isShared ? 'plan.change' : 'project.read')
  const { organisationId, personId: ownerId } = actor
  if ((await countSavedViews(transaction, projectId, ownerId)) >= mostViews) {
    throw new ProblemError('conflict', { detail: `Nobody can have more than ${mostViews} views in a project.` })
  }
  const id = uuid()
  await insertSavedView(transaction, { id, organisationId, projectId, ownerId, name, isShared, settings })
  return present(await getRow(transaction, projectId, id))
}

export async function changeSavedView(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  viewId: string,
  patch: SavedViewPatch,
): Promise<SavedView> {
  await requireOwnOrShared(transaction, actor, projectId, viewId, patch.isShared === true)
  await updateSavedView(transaction, viewId, patch)
  return present(await getRow(transaction, projectId, viewId))
}

export async function deleteSavedView(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  viewId: string,
): Promise<void> {
  await requireOwnOrShared(transaction, actor, projectId, viewId, false)
  await deleteSavedViewRow(transaction, viewId)
}

/** Another's view that is not shared is not there for anybody else. */
async function requireOwnOrShared(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  viewId: string,
  shares: boolean,
): Promise<void> {
  const standing = await requireProjectRole(transaction, actor, projectId, 'project.read')
  const view = await getRow(transaction, projectId, viewId)
  const isOwn = view.ownerId === actor.personId
  if (!isOwn && !view.isShared) throw new NotFoundError('view')
  if (!isOwn || (shares && !view.isShared)) requireAct(standing, 'plan.change')
}

async function getRow(transaction: Transaction, projectId: string, viewId: string): Promise<SavedViewRow> {
  const row = await findSavedViewRow(transaction, projectId, viewId)
  if (!row) throw new NotFoundError('view')
  return row
}

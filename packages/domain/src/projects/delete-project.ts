import { NotFoundError } from '@throughline/contract'
import { insertEvent, lockStream, markProjectDeleted, type Transaction, takeRevision } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from './project-role.ts'

/** Deletes a project softly, as a revision of its stream. Throws NotFoundError and ProblemError `forbidden`. */
export async function deleteProject(transaction: Transaction, actor: Actor, projectId: string): Promise<void> {
  if ((await lockStream(transaction, projectId)) === null) throw new NotFoundError('project')
  await requireProjectRole(transaction, actor, projectId, 'project.delete')
  const revision = await takeRevision(transaction, projectId)
  await markProjectDeleted(transaction, projectId, revision)
  await insertEvent(transaction, {
    organisationId: actor.organisationId,
    kind: 'project',
    streamId: projectId,
    revision,
    type: 'project.deleted',
    payload: {},
  })
}

import { NotFoundError, type Project } from '@throughline/contract'
import { findProjectRow, listProjectRows, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { presentProjectFor } from './present-project.ts'
import { effectiveRole } from './project-role.ts'

/** The projects that the actor may see, the most recently changed first. */
export async function listProjects(transaction: Transaction, actor: Actor): Promise<Project[]> {
  const rows = await listProjectRows(transaction, actor.personId, actor.organisationRole === 'admin')
  return rows.flatMap((row) => {
    const role = effectiveRole(actor, row.rank)
    return role ? presentProjectFor(row, role) : []
  })
}

/** One project with the actor's role in it; null where they may not look. */
export async function findProject(transaction: Transaction, actor: Actor, projectId: string): Promise<Project | null> {
  const row = await findProjectRow(transaction, projectId, actor.personId)
  const role = row && effectiveRole(actor, row.rank)
  return role ? presentProjectFor(row, role) : null
}

/** Throws NotFoundError where the actor may not look. */
export async function getProject(transaction: Transaction, actor: Actor, projectId: string): Promise<Project> {
  const project = await findProject(transaction, actor, projectId)
  if (!project) throw new NotFoundError('project')
  return project
}

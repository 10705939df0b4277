import { hasAllProjects, NotFoundError, type Project } from '@throughline/contract'
import { findProjectRow, listProjectRows, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { presentProjectFor } from './present-project.ts'
import { standingOf } from './project-role.ts'

/** The projects that the actor may see, the most recently changed first. */
export async function listProjects(transaction: Transaction, actor: Actor): Promise<Project[]> {
  const rows = await listProjectRows(transaction, actor.personId, hasAllProjects(actor.organisationRole))
  return rows.flatMap((row) => {
    const standing = standingOf(actor, row)
    return standing ? presentProjectFor(row, standing) : []
  })
}

/** One project with what the actor is in it; null where they may not look. */
export async function findProject(transaction: Transaction, actor: Actor, projectId: string): Promise<Project | null> {
  const row = await findProjectRow(transaction, projectId, actor.personId)
  const standing = row && standingOf(actor, row)
  return standing ? presentProjectFor(row, standing) : null
}

/** Throws NotFoundError where the actor may not look. */
export async function getProject(transaction: Transaction, actor: Actor, projectId: string): Promise<Project> {
  const project = await findProject(transaction, actor, projectId)
  if (!project) throw new NotFoundError('project')
  return project
}

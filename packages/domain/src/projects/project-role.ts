import {
  leastRole,
  mayInProject,
  NotFoundError,
  type OpenedSettings,
  ProblemError,
  type ProjectAct,
  type ProjectRole,
  roleOf,
} from '@throughline/contract'
import { findProjectRank, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'

/** An admin of the organisation has all rights in its projects; others what their role says. */
export const effectiveRole = (actor: Actor, rank: number | null): ProjectRole | null =>
  actor.organisationRole === 'admin' ? 'owner' : rank === null ? null : roleOf(rank)

/**
 * The actor's role in a project, high enough for `act`.
 * Throws NotFoundError where they may not even look, ProblemError `forbidden` where the role is too low.
 */
export async function requireProjectRole(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  act: ProjectAct,
): Promise<ProjectRole> {
  const found = await findProjectRank(transaction, projectId, actor.personId)
  if (!found) throw new NotFoundError('project')
  return requireRank(actor, found.rank, act, found)
}

/** The same for a rank that has been read already: null for a person who is no member. */
export function requireRank(
  actor: Actor,
  rank: number | null,
  act: ProjectAct,
  settings?: OpenedSettings,
): ProjectRole {
  const role = effectiveRole(actor, rank)
  if (!role) throw new NotFoundError('project')
  requireAct(role, act, settings)
  return role
}

export function requireAct(role: ProjectRole, act: ProjectAct, settings?: OpenedSettings) {
  if (mayInProject(role, act, settings)) return
  const detail = `This needs the role ${leastRole(act, settings)} in the project; yours is ${role}.`
  throw new ProblemError('forbidden', { detail })
}

import {
  hasAllProjects,
  leastRole,
  mayInProject,
  NotFoundError,
  type OpenedSettings,
  ProblemError,
  type ProjectAct,
  type ProjectStanding,
  roleOf,
} from '@throughline/contract'
import { findProjectRank, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'

/** What the database says of a person in a project: a rank for a member, and the acts of a custom role instead. */
export interface Membership {
  readonly rank: number | null
  readonly acts: readonly ProjectAct[] | null
}

/** Admins and owners of the organisation have all rights in its projects; others what they are there; null: nothing. */
export function standingOf(actor: Actor, { rank, acts }: Membership): ProjectStanding | null {
  if (hasAllProjects(actor.organisationRole)) return { role: 'owner', acts: null }
  return rank === null ? null : { role: roleOf(rank), acts }
}

/**
 * What the actor is in a project, enough for `act`.
 * Throws NotFoundError where they may not even look, ProblemError `forbidden` where the role is too low.
 */
export async function requireProjectRole(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  act: ProjectAct,
): Promise<ProjectStanding> {
  const found = await findProjectRank(transaction, projectId, actor.personId)
  if (!found) throw new NotFoundError('project')
  return requireStanding(actor, found, act, found)
}

/** The same where the membership has been read already. */
export function requireStanding(
  actor: Actor,
  membership: Membership,
  act: ProjectAct,
  settings?: OpenedSettings,
): ProjectStanding {
  const standing = standingOf(actor, membership)
  if (!standing) throw new NotFoundError('project')
  requireAct(standing, act, settings)
  return standing
}

export function requireAct(standing: ProjectStanding, act: ProjectAct, settings?: OpenedSettings) {
  if (mayInProject(standing, act, settings)) return
  const detail = standing.acts
    ? `Your role in the project does not have the act ${act}.`
    : `This needs the role ${leastRole(act, settings)} in the project; yours is ${standing.role}.`
  throw new ProblemError('forbidden', { detail })
}

/** For what is asked for by its own id: where one may not see its project, there is no such thing either. */
export async function asUnseen<Result>(what: string, act: Promise<Result>): Promise<Result> {
  try {
    return await act
  } catch (error) {
    throw error instanceof NotFoundError ? new NotFoundError(what) : error
  }
}

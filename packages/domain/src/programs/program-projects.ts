import { ProblemError, type ProgramOfProject, type Project, type ProjectStanding } from '@throughline/contract'
import {
  findProgramIdOf,
  listProgramMemberRows,
  listProgramTeamRows,
  listProjectRowsOfProgram,
  lockPrograms,
  lockStream,
  setProgramOf,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { refuseAbove, standingIn } from '../projects/given-standing.ts'
import { presentProjectFor } from '../projects/present-project.ts'
import { requireProjectRole, standingOf } from '../projects/project-role.ts'
import { tellMembersChanged } from '../projects/tell-members.ts'
import { requireProgram } from './program-role.ts'

/** The projects of a program, each with what the actor is in it. Throws NotFoundError. */
export async function listProgramProjects(
  transaction: Transaction,
  actor: Actor,
  programId: string,
): Promise<Project[]> {
  await requireProgram(transaction, actor, programId, 'program.read')
  const rows = await listProjectRowsOfProgram(transaction, actor.personId, programId)
  return rows.flatMap((row) => {
    const standing = standingOf(actor, row)
    return standing ? presentProjectFor(row, standing) : []
  })
}

/**
 * Puts a project into a program, or out of the one that it is in, by who may give and take roles in the project and may
 * change both programs. What the people of a program have in the project from then on, or no more, may be nothing that the
 * actor may not do there; a program has an owner, so this takes an owner of the project.
 * Throws NotFoundError, ProblemError `forbidden`, and `conflict` for a program that is archived.
 */
export async function setProjectProgram(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  { programId }: ProgramOfProject,
): Promise<ProgramOfProject> {
  await requireProjectRole(transaction, actor, projectId, 'member.change')
  const before = await findProgramIdOf(transaction, projectId)
  const concerned = [...new Set([before, programId])].filter((id) => id !== null)
  // Programs before projects, as who changes the people of a program does.
  await lockPrograms(transaction, concerned)
  await lockStream(transaction, projectId)
  const own = await requireProjectRole(transaction, actor, projectId, 'member.change')
  if ((await findProgramIdOf(transaction, projectId)) !== before)
    throw new ProblemError('conflict', { detail: 'Somebody else put the project into another program meanwhile.' })
  for (const id of concerned) await requireRightsIn(transaction, actor, own, id, id === programId && id !== before)
  if (programId === before) return { programId }
  await setProgramOf(transaction, projectId, programId)
  for (const id of concerned) await tellMembersChanged(transaction, actor, [projectId], { programId: id })
  return { programId }
}

async function requireRightsIn(
  transaction: Transaction,
  actor: Actor,
  own: ProjectStanding,
  programId: string,
  joins: boolean,
) {
  const { row } = await requireProgram(transaction, actor, programId, 'program.change')
  if (joins && row.isArchived)
    throw new ProblemError('conflict', { detail: 'The program is archived: it takes in no more projects.' })
  const members = await listProgramMemberRows(transaction, programId)
  const teams = await listProgramTeamRows(transaction, programId)
  for (const standing of [...members, ...teams].map(standingIn)) refuseAbove(own, standing)
}

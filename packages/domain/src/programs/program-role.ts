import {
  leastRole,
  mayInProgram,
  NotFoundError,
  ProblemError,
  type Program,
  type ProgramAct,
  type ProjectStanding,
  programPermissions,
} from '@throughline/contract'
import { findProgramRow, type ProgramRow, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { standingOf } from '../projects/project-role.ts'

export interface SeenProgram {
  readonly row: ProgramRow
  /** Of the actor. */
  readonly standing: ProjectStanding
}

/**
 * A program in which the actor may do `act`. What one is in it is decided by the view `program_standing`.
 * Throws NotFoundError where they may not even look, ProblemError `forbidden` where the role is too low.
 */
export async function requireProgram(
  transaction: Transaction,
  actor: Actor,
  programId: string,
  act: ProgramAct,
): Promise<SeenProgram> {
  const row = await findProgramRow(transaction, programId, actor.personId)
  const standing = row && standingOf(actor, row)
  if (!row || !standing) throw new NotFoundError('program')
  if (mayInProgram(standing, act)) return { row, standing }
  const needed = programPermissions[act]
  const detail = standing.acts
    ? `Your role in the program does not have the act ${needed}.`
    : `This needs the role ${leastRole(needed)} in the program; yours is ${standing.role}.`
  throw new ProblemError('forbidden', { detail })
}

export function presentProgram({ row, standing }: SeenProgram): Program {
  const { rank: _, acts: __, fieldRevisions: ___, ...program } = row
  return { ...program, role: standing.role, acts: standing.acts && [...standing.acts] }
}

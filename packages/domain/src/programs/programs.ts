import {
  type FieldConflict,
  hasAllProjects,
  type Program,
  type ProgramPatch,
  type ProgramValues,
  rankOf,
} from '@throughline/contract'
import {
  deleteProgramRow,
  insertProgram,
  listProgramRows,
  listProjectIdsOfProgram,
  lockPrograms,
  type Transaction,
  updateProgram,
  upsertProgramMember,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { isSetSince, refuseConflicts } from '../changes/field-conflicts.ts'
import { standingOf } from '../projects/project-role.ts'
import { tellMembersChanged } from '../projects/tell-members.ts'
import { presentProgram, requireProgram } from './program-role.ts'

/** The programs that the actor may see, by name, those that are archived last. */
export async function listPrograms(transaction: Transaction, actor: Actor): Promise<Program[]> {
  const rows = await listProgramRows(transaction, actor.personId, hasAllProjects(actor.organisationRole))
  return rows.flatMap((row) => {
    const standing = standingOf(actor, row)
    return standing ? presentProgram({ row, standing }) : []
  })
}

/** Throws NotFoundError where the actor may not look. */
export async function getProgram(transaction: Transaction, actor: Actor, programId: string): Promise<Program> {
  return presentProgram(await requireProgram(transaction, actor, programId, 'program.read'))
}

/** Makes a program without projects, with the actor as its owner. Throws ProblemError `forbidden`. */
export async function createProgram(transaction: Transaction, actor: Actor, values: ProgramValues): Promise<Program> {
  requireOrganisationAct(actor, 'program.create')
  const { organisationId, personId } = actor
  const { name, description = '' } = values
  const programId = uuid()
  await insertProgram(transaction, { id: programId, organisationId, name, description })
  const owner = { rank: rankOf('owner'), customRoleId: null }
  await upsertProgramMember(transaction, { organisationId, programId, personId, ...owner })
  return getProgram(transaction, actor, programId)
}

/**
 * As with projects, `ifMatch` refuses fields only that somebody set to another value since.
 * Throws NotFoundError, ProblemError `forbidden` and `field-conflict`.
 */
export async function changeProgram(
  transaction: Transaction,
  actor: Actor,
  programId: string,
  { patch, ifMatch }: { patch: ProgramPatch; ifMatch: number | undefined },
): Promise<Program> {
  await lockPrograms(transaction, [programId])
  const { row } = await requireProgram(transaction, actor, programId, 'program.change')
  const given = (Object.keys(patch) as (keyof ProgramPatch)[]).filter((field) => patch[field] !== undefined)
  if (ifMatch !== undefined)
    refuseConflicts(
      given
        .filter((field) => isSetSince(row, { field, yours: patch[field], seen: ifMatch }))
        .map((field): FieldConflict => {
          const [yours, theirs, revision] = [patch[field], row[field], row.fieldRevisions[field] ?? 0]
          return { entity: 'program', id: programId, field, yours, theirs, revision }
        }),
    )
  const touched = given.filter((field) => patch[field] !== row[field])
  if (touched.length === 0) return getProgram(transaction, actor, programId)
  const { name = row.name, description = row.description, isArchived = row.isArchived } = patch
  await updateProgram(transaction, programId, row.revision + 1, { name, description, isArchived }, touched)
  return getProgram(transaction, actor, programId)
}

/** Its projects stay, in no program; what people had in them by it, they have no more, at once. Throws likewise. */
export async function deleteProgram(transaction: Transaction, actor: Actor, programId: string): Promise<void> {
  await lockPrograms(transaction, [programId])
  await requireProgram(transaction, actor, programId, 'program.delete')
  const projectIds = await listProjectIdsOfProgram(transaction, programId)
  await deleteProgramRow(transaction, programId)
  await tellMembersChanged(transaction, actor, projectIds, { programId })
}

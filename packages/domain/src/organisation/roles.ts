import {
  type CustomRole,
  type CustomRolePatch,
  type CustomRoleValues,
  highestRoleWithin,
  NotFoundError,
  ProblemError,
  rankOf,
} from '@throughline/contract'
import {
  deleteCustomRoleRow,
  findCustomRole,
  insertCustomRole,
  listCustomRoles,
  type Transaction,
  updateCustomRole,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { refuseForeign, refuseTakenName } from './refuse-violation.ts'

/** Roles in projects that the organisation made: more rows of the permission table, as lists of acts. */
export function listRoles(transaction: Transaction, actor: Actor): Promise<CustomRole[]> {
  requireOrganisationAct(actor, 'role.read')
  return listCustomRoles(transaction)
}

/** Throws ProblemError `forbidden`, and `conflict` for a name that is taken. */
export async function createRole(
  transaction: Transaction,
  actor: Actor,
  values: CustomRoleValues,
): Promise<CustomRole> {
  requireOrganisationAct(actor, 'role.change')
  const role = { id: uuid(), ...values }
  await insertCustomRole(transaction, actor.organisationId, role).catch(refuseTaken)
  return role
}

/** At once for all who have it. Throws NotFoundError as well. */
export async function changeRole(
  transaction: Transaction,
  actor: Actor,
  roleId: string,
  patch: CustomRolePatch,
): Promise<CustomRole> {
  requireOrganisationAct(actor, 'role.change')
  const known = await findCustomRole(transaction, roleId)
  if (!known) throw new NotFoundError('role')
  const role = { ...known, name: patch.name ?? known.name, acts: patch.acts ?? known.acts }
  await updateCustomRole(transaction, role, rankOf(highestRoleWithin(role.acts))).catch(refuseTaken)
  return role
}

/** Throws ProblemError `conflict` where somebody has it. */
export async function deleteRole(transaction: Transaction, actor: Actor, roleId: string): Promise<void> {
  requireOrganisationAct(actor, 'role.change')
  if (!(await deleteCustomRoleRow(transaction, roleId).catch(refuseRoleInUse))) throw new NotFoundError('role')
}

const refuseTaken = refuseTakenName('role')
const refuseRoleInUse = refuseForeign(
  () => new ProblemError('conflict', { detail: 'Somebody, or a team, has this role; give them another first.' }),
)

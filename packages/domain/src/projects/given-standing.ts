import {
  actsOf,
  highestRoleWithin,
  type MemberValues,
  NotFoundError,
  ProblemError,
  type ProjectAct,
  type ProjectRole,
  type ProjectStanding,
  roleOf,
} from '@throughline/contract'
import { findCustomRole, type Transaction } from '@throughline/database'

/** What a person, or a team, is given in a project. */
export interface GivenStanding extends ProjectStanding {
  readonly role: ProjectRole
  readonly acts: readonly ProjectAct[] | null
  readonly customRoleId: string | null
}

/** Throws NotFoundError for a custom role that the organisation does not have. */
export async function givenStanding(transaction: Transaction, values: MemberValues): Promise<GivenStanding> {
  if ('role' in values) return { role: values.role, acts: null, customRoleId: null }
  const custom = await findCustomRole(transaction, values.customRoleId)
  if (!custom) throw new NotFoundError('role')
  return { role: highestRoleWithin(custom.acts), acts: custom.acts, customRoleId: custom.id }
}

/** As the row of a member or a team has it. */
export const standingIn = (row: { rank: number; acts: readonly ProjectAct[] | null }): ProjectStanding => ({
  role: roleOf(row.rank),
  acts: row.acts,
})

/** Throws ProblemError `forbidden` where `other` may what `own` may not. */
export function refuseAbove(own: ProjectStanding, other: ProjectStanding) {
  const mine = actsOf(own)
  const beyond = actsOf(other).filter((act) => !mine.includes(act))
  if (beyond.length === 0) return
  const detail = `Nobody gives or takes a role that may what they may not: ${beyond.join(', ')}.`
  throw new ProblemError('forbidden', { detail })
}

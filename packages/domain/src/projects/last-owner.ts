import { ProblemError, type ProjectAct, roleOf } from '@throughline/contract'

interface Ranked {
  readonly personId: string
  readonly rank: number
  readonly acts: readonly ProjectAct[] | null
}

/** One person owns a project, or a program, at any time. Throws ProblemError `conflict`. */
export function refuseLastOwner(members: readonly Ranked[], personId: string, what: 'project' | 'program') {
  const owners = members.filter((member) => member.acts === null && roleOf(member.rank) === 'owner')
  if (owners.length !== 1 || owners[0]?.personId !== personId) return
  const detail = `This is the last owner of the ${what}; make someone else owner first.`
  throw new ProblemError('conflict', { detail })
}

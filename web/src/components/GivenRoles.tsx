import { useQuery } from '@tanstack/react-query'
import type { MemberValues, ProjectRole } from '@throughline/contract'
import { useCandidates } from '../lib/candidates.ts'
import { rolesQuery, teamsQuery } from '../lib/organisation.ts'
import { Skeleton } from './Skeleton.tsx'
import { Standings } from './Standings.tsx'

interface Given {
  name: string
  role: ProjectRole
  customRoleId: string | null
}

interface GivenRolesProps<Item extends Given> {
  label: string
  given: { data?: { items: readonly Item[] } | undefined; isPending: boolean }
  mayChange: boolean
  onPut: (given: { id: string; standing: MemberValues }) => void
  onRemove: (id: string) => void
}

/** Which people have which role, in a project or a program, with those who could be given one. */
export function PeopleRoles({ given, ...rest }: GivenRolesProps<Given & { personId: string; email: string }>) {
  const candidates = useCandidates()
  const roles = useQuery(rolesQuery)
  if (given.isPending) return <Skeleton label="Loading the people" />
  const items = given.data?.items ?? []
  const known = new Set(items.map(({ personId }) => personId))
  return (
    <Standings
      {...rest}
      standings={items.map((member) => ({ ...member, id: member.personId, more: member.email }))}
      others={candidates.filter(({ id }) => !known.has(id))}
      customRoles={roles.data?.items ?? []}
      addLabel="Add a person"
    />
  )
}

/** The same of teams. */
export function TeamRoles({ given, ...rest }: GivenRolesProps<Given & { teamId: string }>) {
  const teams = useQuery(teamsQuery)
  const roles = useQuery(rolesQuery)
  if (given.isPending) return <Skeleton label="Loading the teams" />
  const items = given.data?.items ?? []
  const all = teams.data?.items ?? []
  const sizes = new Map(all.map(({ id, personIds }) => [id, personIds.length]))
  const known = new Set(items.map(({ teamId }) => teamId))
  const more = (teamId: string) =>
    `${sizes.get(teamId) === 1 ? '1 person' : `${sizes.get(teamId) ?? 0} people`}; a role of their own counts before it`
  return (
    <Standings
      {...rest}
      standings={items.map((team) => ({ ...team, id: team.teamId, more: more(team.teamId) }))}
      others={all.filter(({ id }) => !known.has(id))}
      customRoles={roles.data?.items ?? []}
      addLabel="Add a team"
    />
  )
}

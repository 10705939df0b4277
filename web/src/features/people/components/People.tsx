import { useQuery } from '@tanstack/react-query'
import { mayInOrganisation, mayInProject } from '@throughline/contract'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { peopleQuery, rolesQuery, serviceAccountsQuery, teamsQuery } from '../../../lib/organisation.ts'
import { usePlan } from '../../../lib/plan-context.tsx'
import { useSession } from '../../../lib/session.ts'
import { membersQuery, useDeleteMember, usePutMember } from '../api/members.ts'
import { useMembersRefresh } from '../api/refresh.ts'
import { projectTeamsQuery, useDeleteProjectTeam, usePutProjectTeam } from '../api/teams.ts'
import styles from './People.module.css'
import { Standings } from './Standings.tsx'

/** Who is what in the project: people, and teams. */
export function People() {
  const { plan } = usePlan()
  useMembersRefresh(plan?.project.id)
  if (!plan) return null
  const part = { projectId: plan.project.id, mayChange: mayInProject(plan.project, 'member.change') }
  return (
    <div className={styles.page}>
      <Members {...part} />
      <ProjectTeams {...part} />
    </div>
  )
}

interface PartProps {
  projectId: string
  mayChange: boolean
}

function Members({ projectId, mayChange }: PartProps) {
  const members = useQuery(membersQuery(projectId))
  const people = useQuery(peopleQuery)
  const session = useSession()
  const enabled = session !== null && mayInOrganisation(session.organisation.role, 'service-account.read')
  const accounts = useQuery({ ...serviceAccountsQuery, enabled })
  const roles = useQuery(rolesQuery)
  const put = usePutMember(projectId)
  const remove = useDeleteMember(projectId)
  if (members.isPending) return <Skeleton label="Loading the people" />
  const known = new Set(members.data?.items.map(({ personId }) => personId))
  const candidates = [
    ...(people.data?.items ?? []).map(({ id, name, email }) => ({ id, name: `${name} (${email})` })),
    ...(accounts.data?.items ?? []).map(({ id, name }) => ({ id, name: `${name} (service account)` })),
  ]
  return (
    <Standings
      label="Members"
      standings={(members.data?.items ?? []).map((member) => ({ ...member, id: member.personId, more: member.email }))}
      others={candidates.filter(({ id }) => !known.has(id))}
      customRoles={roles.data?.items ?? []}
      mayChange={mayChange}
      addLabel="Add a person"
      onPut={put.mutate}
      onRemove={remove.mutate}
    />
  )
}

function ProjectTeams({ projectId, mayChange }: PartProps) {
  const given = useQuery(projectTeamsQuery(projectId))
  const teams = useQuery(teamsQuery)
  const roles = useQuery(rolesQuery)
  const put = usePutProjectTeam(projectId)
  const remove = useDeleteProjectTeam(projectId)
  if (!given.data || !teams.data || teams.data.items.length === 0) return null
  const sizes = new Map(teams.data.items.map(({ id, personIds }) => [id, personIds.length]))
  const known = new Set(given.data.items.map(({ teamId }) => teamId))
  const peopleOf = (teamId: string) => `${sizes.get(teamId) ?? 0} people; a role of their own counts before it`
  return (
    <section aria-labelledby="project-teams">
      <h2 id="project-teams" className={styles.heading}>
        Teams
      </h2>
      <Standings
        label="Teams"
        standings={given.data.items.map((team) => ({ ...team, id: team.teamId, more: peopleOf(team.teamId) }))}
        others={teams.data.items.filter(({ id }) => !known.has(id))}
        customRoles={roles.data?.items ?? []}
        mayChange={mayChange}
        addLabel="Add a team"
        onPut={put.mutate}
        onRemove={remove.mutate}
      />
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { mayInProject } from '@throughline/contract'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { Standings } from '../../../components/Standings.tsx'
import { useCandidates } from '../../../lib/candidates.ts'
import { rolesQuery, teamsQuery } from '../../../lib/organisation.ts'
import { usePlan } from '../../../lib/plan-context.tsx'
import { membersQuery, useDeleteMember, usePutMember } from '../api/members.ts'
import { useMembersRefresh } from '../api/refresh.ts'
import { projectTeamsQuery, useDeleteProjectTeam, usePutProjectTeam } from '../api/teams.ts'
import styles from './People.module.css'
import { ProjectProgram } from './ProjectProgram.tsx'

/** Who is what in the project: people, teams, and who is by its program. */
export function People() {
  const { plan } = usePlan()
  useMembersRefresh(plan?.project.id)
  if (!plan) return null
  const part = { projectId: plan.project.id, mayChange: mayInProject(plan.project, 'member.change') }
  return (
    <div className={styles.page}>
      <Members {...part} />
      <ProjectTeams {...part} />
      <ProjectProgram project={plan.project} mayChange={part.mayChange} />
    </div>
  )
}

interface PartProps {
  projectId: string
  mayChange: boolean
}

function Members({ projectId, mayChange }: PartProps) {
  const members = useQuery(membersQuery(projectId))
  const candidates = useCandidates()
  const roles = useQuery(rolesQuery)
  const put = usePutMember(projectId)
  const remove = useDeleteMember(projectId)
  if (members.isPending) return <Skeleton label="Loading the people" />
  const known = new Set(members.data?.items.map(({ personId }) => personId))
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

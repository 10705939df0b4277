import { useQuery } from '@tanstack/react-query'
import { mayInProject } from '@throughline/contract'
import { PeopleRoles, TeamRoles } from '../../../components/GivenRoles.tsx'
import { teamsQuery } from '../../../lib/organisation.ts'
import { usePlan } from '../../../lib/plan-context.tsx'
import { membersQuery, useDeleteMember, usePutMember } from '../api/members.ts'
import { useMembersRefresh } from '../api/refresh.ts'
import { projectTeamsQuery, useDeleteProjectTeam, usePutProjectTeam } from '../api/teams.ts'
import { FinishNotice } from './FinishNotice.tsx'
import styles from './People.module.css'
import { ProjectProgram } from './ProjectProgram.tsx'

/** Who is what in the project: people, teams, and who is by its program; and when they are told of its finish. */
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
      <FinishNotice project={plan.project} />
    </div>
  )
}

interface PartProps {
  projectId: string
  mayChange: boolean
}

function Members({ projectId, mayChange }: PartProps) {
  const given = useQuery(membersQuery(projectId))
  const put = usePutMember(projectId)
  const remove = useDeleteMember(projectId)
  return <PeopleRoles label="Members" given={given} mayChange={mayChange} onPut={put.mutate} onRemove={remove.mutate} />
}

function ProjectTeams({ projectId, mayChange }: PartProps) {
  const given = useQuery(projectTeamsQuery(projectId))
  const teams = useQuery(teamsQuery)
  const put = usePutProjectTeam(projectId)
  const remove = useDeleteProjectTeam(projectId)
  if (!given.data || !teams.data || teams.data.items.length === 0) return null
  return (
    <section aria-labelledby="project-teams">
      <h2 id="project-teams" className={styles.heading}>
        Teams
      </h2>
      <TeamRoles label="Teams" given={given} mayChange={mayChange} onPut={put.mutate} onRemove={remove.mutate} />
    </section>
  )
}

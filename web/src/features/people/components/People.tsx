import { useQuery } from '@tanstack/react-query'
import { mayInProject, type ProjectRole, projectRoles } from '@throughline/contract'
import { UserMinus } from 'lucide-react'
import { IconButton } from '../../../components/IconButton.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { usePlan } from '../../../lib/plan-context.tsx'
import { membersQuery, peopleQuery, useDeleteMember, usePutMember } from '../api/members.ts'
import styles from './People.module.css'

export function People() {
  const { plan } = usePlan()
  return plan && <PeopleOf projectId={plan.project.id} mayChange={mayInProject(plan.project, 'member.change')} />
}

interface PeopleOfProps {
  projectId: string
  mayChange: boolean
}

const whatRolesMayDo: Record<ProjectRole, string> = {
  viewer: 'sees the plan',
  member: 'reports progress',
  scheduler: 'changes the plan',
  manager: 'changes the project and its people',
  owner: 'may delete the project',
}

function PeopleOf({ projectId, mayChange }: PeopleOfProps) {
  const members = useQuery(membersQuery(projectId))
  const people = useQuery(peopleQuery)
  const put = usePutMember(projectId)
  const remove = useDeleteMember(projectId)
  if (members.isPending) return <Skeleton label="Loading the people" />
  const known = new Set(members.data?.items.map(({ personId }) => personId))
  const others = people.data?.items.filter(({ id }) => !known.has(id)) ?? []

  return (
    <div className={styles.page}>
      <ul className={styles.list} aria-label="Members">
        {members.data?.items.map((member) => (
          <li key={member.personId}>
            <div>
              <strong>{member.name}</strong>
              <span>{member.email}</span>
            </div>
            <select
              aria-label={`Role of ${member.name}`}
              value={member.role}
              disabled={!mayChange}
              onChange={(event) => put.mutate({ personId: member.personId, role: event.target.value as ProjectRole })}
            >
              {projectRoles.map((role) => (
                <option key={role} value={role}>
                  {role}: {whatRolesMayDo[role]}
                </option>
              ))}
            </select>
            {mayChange && (
              <IconButton
                label={`Take ${member.name} out`}
                icon={<UserMinus />}
                onPress={() => remove.mutate(member.personId)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayChange && others.length > 0 && (
        <label className={styles.add}>
          Add a person
          <select value="" onChange={(event) => put.mutate({ personId: event.target.value, role: 'scheduler' })}>
            <option value="" disabled>
              Choose…
            </option>
            {others.map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name} ({email})
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}

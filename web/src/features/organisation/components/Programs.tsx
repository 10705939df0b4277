import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { mayInOrganisation } from '@throughline/contract'
import { Layers } from 'lucide-react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { programsQuery } from '../../../lib/organisation.ts'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { useCreateProgram } from '../api/programs.ts'
import { NameForm } from './NameForm.tsx'
import own from './Programs.module.css'

/** Projects that belong together. */
export function Programs() {
  const session = useSession()
  const programs = useQuery(programsQuery)
  const create = useCreateProgram()
  if (!session) return null
  return (
    <div className={styles.page}>
      <title>Programs · Throughline</title>
      <h1>Programs</h1>
      <p className={styles.lead}>
        A program groups projects. A role that somebody has in it counts in each of its projects. You see the programs
        that you are in.
      </p>
      {mayInOrganisation(session.organisation.role, 'program.create') && (
        <NameForm action="Create program" placeholder="Harbour extension" maxLength={200} make={create} />
      )}
      {programs.isPending && <Skeleton label="Loading the programs" lines={4} />}
      {programs.error && <p role="alert">{explain(programs.error)}</p>}
      {programs.data?.items.length === 0 && (
        <EmptyState icon={<Layers />} title="No programs yet">
          Programs that you make, or are taken into, are listed here.
        </EmptyState>
      )}
      <ul className={own.programs} aria-label="Programs">
        {programs.data?.items.map(({ id, name, description, isArchived, projectCount, role }) => (
          <li key={id}>
            <div>
              <Link to="/organisation/programs/$programId" params={{ programId: id }}>
                {name}
              </Link>
              {description && <p>{description}</p>}
            </div>
            <span>
              {projectCount === 1 ? '1 project' : `${projectCount} projects`}, {role}
              {isArchived && ', archived'}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

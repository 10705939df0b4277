import { useQuery } from '@tanstack/react-query'
import { mayInProgram, type Project } from '@throughline/contract'
import { programsQuery, rolesQuery } from '../../../lib/organisation.ts'
import { standingsQuery, useSetProgram } from '../api/programs.ts'
import styles from './People.module.css'

interface ProjectProgramProps {
  project: Pick<Project, 'id' | 'programId'>
  /** Whether they may give and take roles. */
  mayChange: boolean
}

/** Which program the project is in, and who has a role in it by that or by a team. */
export function ProjectProgram({ project, mayChange }: ProjectProgramProps) {
  const programs = useQuery(programsQuery)
  const standings = useQuery(standingsQuery(project.id))
  const set = useSetProgram(project.id)
  if (!programs.data || !standings.data) return null
  const seen = programs.data.items
  const present = set.isPending ? set.variables : project.programId
  const current = seen.find(({ id }) => id === present)
  const offered = seen.filter(
    (each) => each.id === present || (!each.isArchived && mayInProgram(each, 'program.change')),
  )
  // Who may not change the one that it is in cannot take it out either.
  const isFixed = !mayChange || set.isPending || (current ? !mayInProgram(current, 'program.change') : present !== null)
  return (
    <section aria-labelledby="project-program">
      <h2 id="project-program" className={styles.heading}>
        Program
      </h2>
      <select
        className={styles.program}
        aria-label="Program of the project"
        value={present ?? ''}
        disabled={isFixed}
        onChange={({ target }) => set.mutate(target.value || null)}
      >
        <option value="">In no program</option>
        {present !== null && !current && <option value={present}>A program that you are not in</option>}
        {offered.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <p className={styles.hint}>
        Roles in a program count in each of its projects; a role that somebody has here themselves counts before them.
      </p>
      <Counted projectId={project.id} />
    </section>
  )
}

/** Who is in the project by a team or a program, with the role that comes of it. */
function Counted({ projectId }: { projectId: string }) {
  const standings = useQuery(standingsQuery(projectId))
  const roles = useQuery(rolesQuery)
  const byOthers = standings.data?.items.filter(({ teamId, programId }) => teamId || programId) ?? []
  if (byOthers.length === 0) return null
  const custom = new Map(roles.data?.items.map(({ id, name }) => [id, name]))
  const origin = ({ teamName, programName }: { teamName: string | null; programName: string | null }) =>
    [teamName && `team ${teamName}`, programName && `program ${programName}`].filter(Boolean).join(' in ')
  return (
    <>
      <h2 id="by-others" className={styles.heading}>
        By teams and the program
      </h2>
      <ul className={styles.counted} aria-labelledby="by-others">
        {byOthers.map((each) => (
          <li key={each.personId}>
            <div>
              <strong>{each.name}</strong>
              <span>{each.email}</span>
            </div>
            <div>
              {(each.customRoleId && custom.get(each.customRoleId)) ?? each.role}
              <span>by {origin(each)}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

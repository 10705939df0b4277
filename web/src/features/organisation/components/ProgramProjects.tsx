import { useQuery } from '@tanstack/react-query'
import { mayInProgram, mayInProject, type Program } from '@throughline/contract'
import { X } from 'lucide-react'
import { IconButton } from '../../../components/IconButton.tsx'
import styles from '../../../components/Page.module.css'
import { freeProjectsQuery, programProjectsQuery, useMoveProject } from '../api/programs.ts'
import own from './Programs.module.css'

interface ProgramProjectsProps {
  program: Program
  onOpen: (projectId: string) => void
}

/** The projects of a program. To put one in or out takes its owner, since owners of the program own it then. */
export function ProgramProjects({ program, onOpen }: ProgramProjectsProps) {
  const projects = useQuery(programProjectsQuery(program.id))
  const move = useMoveProject(program.id)
  const mayMove = mayInProgram(program, 'program.change')
  return (
    <section className={styles.part} aria-labelledby="program-projects">
      <h2 id="program-projects">Projects</h2>
      {projects.data?.items.length === 0 && <p className={own.none}>No project is in it yet.</p>}
      <ul className={own.projects} aria-labelledby="program-projects">
        {projects.data?.items.map((project) => (
          <li key={project.id}>
            <a
              href={`/projects/${project.id}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                onOpen(project.id)
              }}
            >
              {project.name}
            </a>
            {mayMove && mayInProject(project, 'project.delete') && (
              <IconButton
                label={`Take ${project.name} out`}
                icon={<X />}
                onPress={() => move.mutate({ projectId: project.id, joins: false })}
              />
            )}
          </li>
        ))}
      </ul>
      {mayMove && !program.isArchived && (
        <FreeProjects onChoose={(projectId) => move.mutate({ projectId, joins: true })} />
      )}
    </section>
  )
}

/** Those of one's own that are in no program. */
function FreeProjects({ onChoose }: { onChoose: (projectId: string) => void }) {
  const projects = useQuery(freeProjectsQuery)
  const own = projects.data?.filter((project) => mayInProject(project, 'project.delete')) ?? []
  if (own.length === 0) return null
  return (
    <label className={styles.choice}>
      Add a project
      <select value="" onChange={({ target }) => onChoose(target.value)}>
        <option value="" disabled>
          Choose one of yours…
        </option>
        {own.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

import { useQuery } from '@tanstack/react-query'
import page from '../../../components/Page.module.css'
import { projectNamesQuery } from '../../../lib/organisation.ts'
import { explain } from '../../../lib/toasts.ts'
import { chosenProjectsQuery, useChooseProject } from '../api/choices.ts'

const choices = [
  { value: '', name: 'As chosen above' },
  { value: 'watch', name: 'Watch: all comments, and what managers are told' },
  { value: 'mute', name: 'Mute' },
] as const

/** Projects of which one wants to be told nothing, or more. */
export function NotificationProjects() {
  const projects = useQuery(projectNamesQuery)
  const chosen = useQuery(chosenProjectsQuery)
  const choose = useChooseProject()
  const error = projects.error ?? chosen.error
  const choiceOf = (id: string) =>
    choose.isPending && choose.variables.projectId === id ? (choose.variables.choice ?? '') : keptOf(id)
  const keptOf = (id: string) => chosen.data?.items.find(({ projectId }) => projectId === id)?.choice ?? ''
  if (error) return <p role="alert">{explain(error)}</p>
  if (!projects.data || !chosen.data || projects.data.length === 0) return null
  return (
    <section className={page.part} aria-labelledby="notification-projects">
      <h2 id="notification-projects">Projects</h2>
      <ul className={page.list} aria-label="Projects that you may mute or watch">
        {projects.data.map(({ id, name }) => (
          <li key={id}>
            {name}
            <select
              aria-label={`Of ${name}`}
              value={choiceOf(id)}
              onChange={({ target }) =>
                choose.mutate({
                  projectId: id,
                  choice: target.value === 'mute' || target.value === 'watch' ? target.value : null,
                })
              }
            >
              {choices.map(({ value, name: words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </section>
  )
}

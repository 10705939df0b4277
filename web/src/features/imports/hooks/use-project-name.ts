import { useQuery } from '@tanstack/react-query'
import { projectsQuery } from '../api/imports.ts'

/** The name of a project, where it is known and may be seen. */
export function useProjectName(projectId: string | null): string | undefined {
  const { data } = useQuery({ ...projectsQuery, enabled: projectId !== null })
  return data?.items.find(({ id }) => id === projectId)?.name
}

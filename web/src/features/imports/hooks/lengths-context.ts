import { useQuery } from '@tanstack/react-query'
import { createContext } from 'react'
import { type DayLengths, usualLengths } from '../../../lib/day-lengths.ts'
import { projectsQuery } from '../api/imports.ts'

/** How long the days of the project are that the import on the page changes. */
export const LengthsContext = createContext(usualLengths)

/** Those of a project; the usual ones for a project that the import is yet to make. */
export function useLengthsOf(projectId: string | null): DayLengths {
  const { data } = useQuery({ ...projectsQuery, enabled: projectId !== null })
  return data?.items.find(({ id }) => id === projectId) ?? usualLengths
}

import type { ListedProject } from '@throughline/contract'
import { isCalculating } from './is-calculating.ts'

export const projectSorts = ['updated', 'name', 'finish', 'slip', 'tasks', 'state', 'lastRun'] as const
export type ProjectSort = (typeof projectSorts)[number]

/** What the list shows: part of a name, and an order; `-` before it turns it around. */
export interface ProjectListView {
  find?: string
  sort?: ProjectSort | `-${ProjectSort}` | undefined
}

export const isProjectSort = (value: unknown): value is NonNullable<ProjectListView['sort']> =>
  typeof value === 'string' && projectSorts.some((sort) => value === sort || value === `-${sort}`)

/** What is worst first: what failed, what is held, what is being computed, what is well. */
const rankOf = (project: ListedProject): number => {
  if (project.scheduleError) return 0
  if (project.recomputeHold) return 1
  return isCalculating(project) ? 2 : 3
}

/** Upwards; null comes last whichever way. The worst slip and the newest run come first. */
const values: Readonly<Record<ProjectSort, (project: ListedProject) => string | number | null>> = {
  updated: ({ updatedAt }) => -Date.parse(updatedAt),
  name: ({ name }) => name,
  finish: ({ finishesAt }) => finishesAt,
  slip: ({ slip }) => slip && -slip.minutes,
  tasks: ({ taskCount }) => -taskCount,
  state: rankOf,
  lastRun: ({ lastRun }) => lastRun && -Date.parse(lastRun.startedAt),
}

/** Those whose name has the text, in the order that is asked for. */
export function shownProjects(projects: readonly ListedProject[], { find = '', sort = 'updated' }: ProjectListView) {
  const wanted = find.trim().toLocaleLowerCase()
  const isDown = sort.startsWith('-')
  const placeOf = values[sort.replace('-', '') as ProjectSort]
  return projects
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    .toSorted((one, other) => compare(placeOf(one), placeOf(other), isDown) || one.name.localeCompare(other.name))
}

function compare(one: string | number | null, other: string | number | null, isDown: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  const order =
    typeof one === 'string' ? one.localeCompare(String(other), undefined, { numeric: true }) : one - Number(other)
  return isDown ? -order : order
}

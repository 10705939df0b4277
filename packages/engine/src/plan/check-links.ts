import { findCycle } from '../network/find-cycle.ts'
import { aboutLink, type Finding, finding } from './finding.ts'
import type { Plan, PlanLink, PlanTask } from './types.ts'

/** Circles are looked for one after the other, each without the links of those before. */
const MOST_CIRCLES = 20

/**
 * Circles task by task (at most 20), links of a task to itself or to a summary that it belongs to
 * (rule 10), repeated links, links of inactive tasks (rule 24), and lags that are no number.
 */
export function checkLinks(plan: Plan): Finding[] {
  const taskById = new Map(plan.tasks.map((task) => [task.id, task]))
  const tasks = [...taskById.values()]
  const links = plan.links.filter((link) => taskById.has(link.predecessorId) && taskById.has(link.successorId))
  const outline = outlineCircle(tasks)
  const within = outline === null ? links.filter((link) => isWithinOutline(link, taskById)) : []
  const misplaced = new Set(within)
  return [
    ...links.flatMap((link) => linkFindings(link, taskById)),
    ...repeatedLinks(links),
    ...(outline === null ? [] : [outline]),
    ...within.map(withinFinding),
    ...(outline === null
      ? circles(
          tasks,
          links.filter((link) => !misplaced.has(link)),
        )
      : []),
  ]
}

function linkFindings(link: PlanLink, taskById: ReadonlyMap<string, PlanTask>): Finding[] {
  const found: Finding[] = []
  if (!Number.isInteger(link.lagMinutes) && (link.lagUnit !== 'percent' || !Number.isFinite(link.lagMinutes))) {
    found.push(aboutLink('error', 'invalid-number', link, `a lag of ${link.lagMinutes}`))
  }
  const inactive = [link.predecessorId, link.successorId].filter((id) => taskById.get(id)?.isActive === false)
  if (inactive.length === 1) {
    found.push(
      aboutLink('warning', 'link-of-inactive-task', link, `task ${inactive[0]} is inactive, so it binds nothing`),
    )
  }
  return found
}

function repeatedLinks(links: readonly PlanLink[]): Finding[] {
  const first = new Map<string, PlanLink>()
  const found: Finding[] = []
  for (const link of links) {
    const key = JSON.stringify([link.predecessorId, link.successorId, link.type])
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, link)
    else
      found.push(aboutLink('warning', 'repeated-link', link, `link ${earlier.id} joins the same dates of both tasks`))
  }
  return found
}

function withinFinding(link: PlanLink): Finding {
  return link.predecessorId === link.successorId
    ? aboutLink('error', 'link-to-itself', link, `task ${link.predecessorId} is linked to itself`)
    : aboutLink(
        'error',
        'link-within-outline',
        link,
        `tasks ${link.predecessorId} and ${link.successorId}: a summary cannot be linked to a task below it`,
      )
}

function isWithinOutline(link: PlanLink, taskById: ReadonlyMap<string, PlanTask>): boolean {
  return (
    isSelfOrAbove(link.predecessorId, link.successorId, taskById) ||
    isSelfOrAbove(link.successorId, link.predecessorId, taskById)
  )
}

function isSelfOrAbove(aboveId: string, taskId: string, taskById: ReadonlyMap<string, PlanTask>): boolean {
  let id: string | null = taskId
  while (id !== null) {
    if (id === aboveId) return true
    id = taskById.get(id)?.parentId ?? null
  }
  return false
}

function outlineCircle(tasks: readonly PlanTask[]): Finding | null {
  const circle = findCycle(withKnownParents(tasks), [])
  if (circle === null) return null
  const message = `tasks lie below each other in a circle: ${circle.join(' > ')}`
  return finding('error', 'outline-cycle', message, { taskIds: circle })
}

function circles(tasks: readonly PlanTask[], links: readonly PlanLink[]): Finding[] {
  const outline = withKnownParents(tasks)
  const found: Finding[] = []
  let left = links
  while (found.length < MOST_CIRCLES) {
    const circle = findCycle(outline, left)
    if (circle === null) break
    const onCircle = new Set(circle)
    const [used, others] = partition(left, (link) => onCircle.has(link.predecessorId) && onCircle.has(link.successorId))
    if (used.length === 0) break
    left = others
    found.push(
      finding('error', 'link-cycle', `tasks depend on each other in a circle: ${circle.join(' > ')}`, {
        taskIds: circle,
        linkIds: used.map((link) => link.id),
      }),
    )
  }
  return found
}

function withKnownParents(tasks: readonly PlanTask[]): { readonly id: string; readonly parentId: string | null }[] {
  const known = new Set(tasks.map((task) => task.id))
  return tasks.map(({ id, parentId }) => ({ id, parentId: parentId !== null && known.has(parentId) ? parentId : null }))
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}

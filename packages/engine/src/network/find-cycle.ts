import { collectEdges, type Edges } from './edges.ts'
import type { LinkEnds } from './link-columns.ts'
import { buildOutline, type Outline, type OutlineTask, rotateToSmallest } from './outline.ts'
import { orderPoints } from './topological-order.ts'

export type { LinkEnds as OutlineLink } from './link-columns.ts'
export type { OutlineTask } from './outline.ts'

/**
 * The tasks of a circle in its order, starting with the one that comes first in `tasks`, or null.
 * Links on summaries act on their children (rule 10), so a link between a summary and a task below
 * it is a circle too, and so are tasks that lie below themselves. Throws UnknownReferenceError for a
 * parent or an end of a link that is not there, DuplicateIdError for tasks.
 */
export function findCycle(tasks: readonly OutlineTask[], links: readonly LinkEnds[]): string[] | null {
  const outline = buildOutline(tasks)
  const circle = outline.circle ?? circleOfLinks(outline, links)
  return circle === null ? null : circle.map((task) => (tasks[task] as OutlineTask).id)
}

function circleOfLinks(outline: Outline, links: readonly LinkEnds[]): number[] | null {
  const edges = collectEdges(outline, links)
  const order = orderPoints(edges)
  return order.kind === 'ordered' ? null : linkedTasks(edges, order.edges)
}

/** The ends of the links of a circle: what leads from a summary to its leaves and back is left out. */
export function linkedTasks({ link: linkOf, links }: Edges, circle: readonly number[]): number[] {
  const ends = circle
    .map((edge) => linkOf[edge] as number)
    .filter((link) => link >= 0)
    .flatMap((link) => [links.predecessor[link] as number, links.successor[link] as number])
  const path = ends.filter((task, index) => index === 0 || task !== ends[index - 1])
  if (path.length > 1 && path[0] === path[path.length - 1]) path.pop()
  return rotateToSmallest(path)
}

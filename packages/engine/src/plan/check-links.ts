import { findCycle } from '../network/find-cycle.ts'
import { aboutLink, type Finding, finding } from './finding.ts'
import type { Plan, PlanLink, PlanTask } from './types.ts'

/** Circles are looked for one after the other, each without the links of those before. */
const MOST_CIRCLES = 20

/**
 * Circles task by task (at most 20), links of a task to itself or to a summary that it belongs to
 * (rule 10), repeated links, links of inactive tasks (rule 24), and types and lags that are none.
 */
export function checkLinks(plan: Plan): Finding[] {
  const taskById = new Map(plan.tasks.map((task) => [task.id, task]))
  const tasks = [...taskById.values()]
  const links = plan.links.filter((link) => taskById.has(link.predecessorId) && taskById.has(link.successorId))
  const outline = outlineCircle(tasks)
  const spans = outline === null ? new OutlineSpans(tasks) : null
  const within = spans === null ? [] : links.filter((link) => spans.areWithin(link.predecessorId, link.successorId))
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

const LINK_TYPES: readonly string[] = ['FS', 'SS', 'FF', 'SF']
const LAG_UNITS: readonly string[] = ['working', 'elapsed', 'percent']

function linkFindings(link: PlanLink, taskById: ReadonlyMap<string, PlanTask>): Finding[] {
  const found: Finding[] = []
  if (!LINK_TYPES.includes(link.type)) found.push(aboutLink('error', 'unknown-kind', link, `a type of ${link.type}`))
  if (!LAG_UNITS.includes(link.lagUnit ?? 'working')) {
    found.push(aboutLink('error', 'unknown-kind', link, `a lag in ${link.lagUnit}`))
  }
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

/** Numbers tasks so that those below a task are the numbers from its own to before its end. */
class OutlineSpans {
  readonly #first = new Map<string, number>()
  readonly #end = new Map<string, number>()

  constructor(tasks: readonly PlanTask[]) {
    const children = new Map<string | null, string[]>()
    for (const { id, parentId } of withKnownParents(tasks)) {
      const siblings = children.get(parentId)
      if (siblings === undefined) children.set(parentId, [id])
      else siblings.push(id)
    }
    const open = (children.get(null) ?? []).map((id) => ({ id, isLeft: false }))
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.isLeft) {
        this.#end.set(next.id, this.#first.size)
        continue
      }
      this.#first.set(next.id, this.#first.size)
      open.push({ id: next.id, isLeft: true })
      for (const id of children.get(next.id) ?? []) open.push({ id, isLeft: false })
    }
  }

  /** Whether one of them is the other, or lies below it. */
  areWithin(a: string, b: string): boolean {
    return this.#isWithin(a, b) || this.#isWithin(b, a)
  }

  #isWithin(id: string, aboveId: string): boolean {
    const at = this.#first.get(id) ?? -1
    return at >= (this.#first.get(aboveId) ?? 0) && at < (this.#end.get(aboveId) ?? 0)
  }
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
    // Whatever the links say of types and lags, a circle is one.
    const ends = left.map(({ id, predecessorId, successorId }) => ({ id, predecessorId, successorId }))
    const circle = findCycle(outline, ends)
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

import type { LinkType, PlanLink } from '../../plan/types.ts'
import { judged, judgedTasks, notApplicable } from './dcma-check.ts'
import type { AssessedTask, Population } from './dcma-population.ts'
import type { DcmaCheck, DcmaNumber } from './dcma-types.ts'

/** Checks 1 to 4. */
export function logicChecks(population: Population): DcmaCheck[] {
  const links = countedLinks(population)
  return [
    logic(population),
    shareOfLinks(2, links, (link) => link.lagMinutes < 0),
    shareOfLinks(3, links, (link) => link.lagMinutes > 0),
    relationshipTypes(links),
  ]
}

function logic(population: Population): DcmaCheck {
  const { options, leaves, incomplete } = population
  const tasks = options.milestonesInLogic ? leaves.filter(({ isComplete }) => !isComplete) : incomplete
  if (tasks.length === 0) return notApplicable(1, 'no task is incomplete')
  const { danglingEndsAreOpen: isStrict } = options
  const preceded = linkedIds(population, (link) => link.successorId, isStrict ? ['FS', 'SS'] : null)
  const succeeded = linkedIds(population, (link) => link.predecessorId, isStrict ? ['FS', 'FF'] : null)
  const isOpen = (task: AssessedTask): boolean =>
    !hasLogic(population, preceded, task) || !hasLogic(population, succeeded, task)
  return judgedTasks(1, tasks.filter(isOpen), tasks.length)
}

function linkedIds(
  { links }: Population,
  endOf: (link: PlanLink) => string,
  types: readonly LinkType[] | null,
): ReadonlySet<string> {
  return new Set(links.filter((link) => types === null || types.includes(link.type)).map(endOf))
}

/** Of its own or, when they count, of a summary above it. */
function hasLogic({ options, taskById }: Population, linked: ReadonlySet<string>, { task }: AssessedTask): boolean {
  if (linked.has(task.id)) return true
  if (!options.summaryLinksAreLogic) return false
  const seen = new Set<string>()
  for (let id = task.parentId; id !== null && !seen.has(id); id = taskById.get(id)?.parentId ?? null) {
    if (linked.has(id)) return true
    seen.add(id)
  }
  return false
}

/** All links, or those whose successor has something left to do. */
function countedLinks({ options, links, leaves, taskById }: Population): readonly PlanLink[] {
  if (options.linksOfCompleteTasks) return links
  const open = new Set<string>()
  for (const { task, isComplete } of leaves) {
    if (isComplete) continue
    for (let id: string | null = task.id; id !== null && !open.has(id); id = taskById.get(id)?.parentId ?? null) {
      open.add(id)
    }
  }
  return links.filter((link) => open.has(link.successorId))
}

function shareOfLinks(number: DcmaNumber, links: readonly PlanLink[], offends: (link: PlanLink) => boolean): DcmaCheck {
  if (links.length === 0) return notApplicable(number, 'there are no links')
  const offenders = links.filter(offends)
  return judged(number, {
    value: offenders.length / links.length,
    count: offenders.length,
    population: links.length,
    linkIds: offenders.map(({ id }) => id),
  })
}

function relationshipTypes(links: readonly PlanLink[]): DcmaCheck {
  if (links.length === 0) return notApplicable(4, 'there are no links')
  const others = links.filter(({ type }) => type !== 'FS')
  const count = links.length - others.length
  return judged(4, {
    value: count / links.length,
    count,
    population: links.length,
    linkIds: others.map(({ id }) => id),
  })
}

import type { ConstraintKind, Minute, PlanLink, PlanTask } from '../src/plan/types.ts'
import { startBefore } from './reference-early.ts'
import { isActive, isComplete, isPlaced, isStarted, type ReferenceNetwork, type Span } from './reference-network.ts'

interface Dates {
  readonly early: ReadonlyMap<string, Span>
  readonly late: ReadonlyMap<string, Span>
}

/** Nothing but links and these place a plain task. */
const PLAIN_KINDS: readonly ConstraintKind[] = ['asSoonAsPossible', 'startNoEarlierThan']

/** Late dates by id: from the project's finish every task is pulled earlier until it breaks nothing any more. */
export function lateDates(
  network: ReferenceNetwork,
  early: ReadonlyMap<string, Span>,
  projectFinish: Minute,
): Map<string, Span> {
  const late = new Map<string, Span>()
  const isKnown = (task: PlanTask) =>
    network.linksOutOf(task).every((link) => leads(network, link).every(({ id }) => late.has(id)))
  while (late.size < network.leaves.length) {
    for (const task of network.leaves) {
      if (!late.has(task.id) && isKnown(task)) late.set(task.id, lateSpan(network, task, early, late, projectFinish))
    }
  }
  return late
}

/** Free float by id: how far each end may move before the early date of a successor does (rule 19). */
export function freeFloat(network: ReferenceNetwork, task: PlanTask, early: ReadonlyMap<string, Span>): number | null {
  const own = early.get(task.id) as Span
  const time = network.time(task)
  const floats: number[] = []
  for (const link of bindingLinks(network, task, early)) {
    const from = isFromFinish(link) ? own.finish : own.start
    let to = from
    while (leads(network, link).every((successor) => holds(network, link, to + 1, successor, early))) to += 1
    floats.push(holdsNow(network, link, from, early) ? time.worked(from, to) : 0)
  }
  return floats.length === 0 ? null : Math.min(...floats)
}

function holdsNow(network: ReferenceNetwork, link: PlanLink, from: Minute, early: ReadonlyMap<string, Span>): boolean {
  return leads(network, link).every((successor) => holds(network, link, from, successor, early))
}

function lateSpan(
  network: ReferenceNetwork,
  task: PlanTask,
  early: ReadonlyMap<string, Span>,
  late: ReadonlyMap<string, Span>,
  projectFinish: Minute,
): Span {
  const own = early.get(task.id) as Span
  if (isComplete(task)) return own
  const time = network.time(task)
  const isPoint = network.duration(task) === 0 && !isPlaced(task) && !isStarted(task)
  // What follows the start of a task that lies fixed does not bind its late dates.
  const isFixed = isStarted(task) || isPlaced(task)
  const links = bindingLinks(network, task, early).filter((link) => !isFixed || isFromFinish(link))
  const isOpen = bindingLinks(network, task, early).every((link) =>
    leads(network, link).every((successor) => link.type === 'SS' && isStarted(successor)),
  )
  let finish = isOpen && network.options.hasMultipleCriticalPaths ? Math.min(own.finish, projectFinish) : projectFinish
  const breaksNothing = (): boolean => {
    // A start after a gap in working time is as good as the end before the gap.
    const start = isPoint
      ? finish
      : Math.min(time.previousEnd(startBefore(network, task, finish)), startBefore(network, task, finish))
    return links.every((link) =>
      leads(network, link).every((successor) =>
        holdsLate(network, link, isFromFinish(link) ? finish : start, successor, { early, late }),
      ),
    )
  }
  while (!breaksNothing()) finish -= 1
  finish = constrainedFinish(network, task, finish)
  if (isPoint) {
    const isLatest = !network.options.statusDateMovesWork || finish === projectFinish
    const hasNoFloat = time.worked(own.finish, finish) === 0
    const point = isLatest ? finish : hasNoFloat ? own.finish : time.previousEnd(finish)
    return { start: point, finish: point }
  }
  if (isPlaced(task)) {
    const hasNoFloat = time.worked(own.finish, finish) === 0
    return { start: hasNoFloat ? own.start : startBefore(network, task, finish), finish }
  }
  if (!isStarted(task) || network.duration(task) > 0) finish = time.previousEnd(finish)
  if (isStarted(task)) return { start: own.start, finish }
  const start = startBefore(network, task, finish)
  const isUnmoved = (task.deadline ?? null) === null && (task.levelingDelayMinutes ?? 0) === 0
  const isPlain = isUnmoved && PLAIN_KINDS.includes(task.constraint?.kind ?? 'asSoonAsPossible')
  return { start: isPlain ? askedStart(network, task, start, { early, late }) : start, finish }
}

/** As late as a link from the start to a finish asks for, even if that is the end of a period. */
function askedStart(network: ReferenceNetwork, task: PlanTask, start: Minute, dates: Dates): Minute {
  const links = network.linksOutOf(task).filter(({ type, predecessorId }) => type === 'SF' && predecessorId === task.id)
  let asked = start
  while (
    !links.every((link) => leads(network, link).every((successor) => holdsLate(network, link, asked, successor, dates)))
  ) {
    asked -= 1
  }
  const time = network.time(task)
  return time.works(asked - 1) && time.worked(asked, start) === 0 ? asked : start
}

/** Rules 13 to 16. */
function constrainedFinish(network: ReferenceNetwork, task: PlanTask, linked: Minute): Minute {
  const { kind = 'asSoonAsPossible', date = null } = task.constraint ?? {}
  const on = date as Minute
  const { honorsConstraints } = network.options
  const finishFrom = (start: Minute) => network.time(task).walk(start, network.duration(task))
  let finish = linked
  if (!isStarted(task)) {
    if (kind === 'mustStartOn') finish = honorsConstraints ? finishFrom(on) : Math.min(finish, finishFrom(on))
    if (kind === 'mustFinishOn') finish = honorsConstraints ? on : Math.min(finish, on)
    if (kind === 'startNoLaterThan') finish = Math.min(finish, finishFrom(on))
  }
  if (kind === 'finishNoLaterThan') finish = Math.min(finish, on)
  return Math.min(finish, task.deadline ?? finish)
}

/** Links out of a task and its summaries; those from the start of a summary bind what starts with it. */
function bindingLinks(network: ReferenceNetwork, task: PlanTask, early: ReadonlyMap<string, Span>): PlanLink[] {
  const startOf = ({ id }: { readonly id: string }) => early.get(id)?.start as Minute
  return network.linksOutOf(task).filter((link) => {
    if (leads(network, link).length === 0) return false
    return isFromFinish(link) || startOf(task) === Math.min(...network.members(link.predecessorId).map(startOf))
  })
}

/** The unfinished tasks that a link leads to. */
function leads(network: ReferenceNetwork, { successorId }: PlanLink): PlanTask[] {
  return network.members(successorId).filter((task) => isActive(task) && !isComplete(task))
}

function isFromFinish({ type }: PlanLink): boolean {
  return type === 'FS' || type === 'FF'
}

/** Whether a successor may stay when the link comes from that minute. */
function holds(
  network: ReferenceNetwork,
  link: PlanLink,
  from: Minute,
  successor: PlanTask,
  dates: ReadonlyMap<string, Span>,
): boolean {
  const bound = network.withLag(link, from, successor)
  const { start, finish } = dates.get(successor.id) as Span
  // Leveling delay stands between the link and the start.
  const delay = isPlaced(successor) || isStarted(successor) ? 0 : (successor.levelingDelayMinutes ?? 0)
  const target = link.type === 'FS' || link.type === 'SS' ? start - delay : finish
  return bound <= target || network.isOnlyGap(link, successor, target, bound)
}

/**
 * As `holds`, for late dates. Of a started successor its own links hold the rest where it is to be
 * done, or in Primavera's way where it must be; the links of a summary above hold its start.
 */
function holdsLate(
  network: ReferenceNetwork,
  link: PlanLink,
  from: Minute,
  successor: PlanTask,
  { early, late }: Dates,
): boolean {
  if (!isStarted(successor) || link.type === 'FF' || link.type === 'SF') {
    return holds(network, link, from, successor, late)
  }
  if (link.type === 'SS') return true
  if (link.successorId !== successor.id) return holds(network, link, from, successor, late)
  const bound = network.withLag(link, from, successor)
  const target = startOfRest(network, successor, { early, late })
  return bound <= target || network.isOnlyGap(link, successor, target, bound)
}

function startOfRest(network: ReferenceNetwork, task: PlanTask, { early, late }: Dates): Minute {
  const { statusDateMovesWork } = network.options
  const { finish } = (statusDateMovesWork || network.duration(task) === 0 ? late : early).get(task.id) as Span
  if (!statusDateMovesWork && network.duration(task) === 0) return finish
  const rest = network.rest(task)
  return rest === 0 ? network.time(task).nextStart(finish) : network.time(task).walk(finish, -rest)
}

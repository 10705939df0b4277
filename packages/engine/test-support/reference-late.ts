import type { Minute, PlanLink, PlanTask } from '../src/plan/types.ts'
import { isActive, isComplete, isPlaced, isStarted, type ReferenceNetwork, type Span } from './reference-network.ts'
import { finishOf, previousEndOf, startOf } from './reference-placement.ts'

/** `told`: what is said of the start, when that is not when work begins. */
export interface LateSpan extends Span {
  readonly told?: Minute
}

interface Dates {
  readonly early: ReadonlyMap<string, Span>
  readonly late: ReadonlyMap<string, Span>
}

/** Late dates by id: from the project's finish every task is pulled earlier until it breaks nothing any more. */
export function lateDates(
  network: ReferenceNetwork,
  early: ReadonlyMap<string, Span>,
  projectFinish: Minute,
): Map<string, LateSpan> {
  const late = new Map<string, LateSpan>()
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
): LateSpan {
  const own = early.get(task.id) as Span
  if (isComplete(task)) return own
  const placement = network.placement(task)
  const { time, duration } = placement
  const isPoint = duration === 0 && !isPlaced(task) && !isStarted(task)
  const linked = linkedFinish(network, task, { early, late }, projectFinish)
  const limit = constrainedFinish(network, task, linked)
  if (isPoint) {
    const isLatest = network.options.semantics === 'microsoft' || limit === projectFinish
    const hasNoFloat = time.worked(own.finish, limit) === 0
    const point = isLatest ? limit : hasNoFloat ? own.finish : time.previousEnd(limit)
    return { start: point, finish: point }
  }
  if (isPlaced(task)) {
    const hasNoFloat = time.worked(own.finish, limit) === 0
    return { start: hasNoFloat ? own.start : startOf(placement, limit), finish: limit }
  }
  if (isStarted(task)) return { start: own.start, finish: duration === 0 ? limit : time.previousEnd(limit) }
  const finish = previousEndOf(placement, limit)
  const start = startOf(placement, finish)
  const told = isPlain(network, task) ? askedStart(network, task, start, { early, late }) : start
  return { start, finish, told }
}

/** From the project's finish back, minute by minute, until no link is broken. */
function linkedFinish(network: ReferenceNetwork, task: PlanTask, dates: Dates, projectFinish: Minute): Minute {
  const placement = network.placement(task)
  const { time, duration, parts } = placement
  const binding = bindingLinks(network, task, dates.early)
  const isOpen = binding.every((link) =>
    leads(network, link).every((successor) => link.type === 'SS' && isStarted(successor)),
  )
  const own = dates.early.get(task.id) as Span
  if (isOpen && network.options.hasMultipleCriticalPaths) return Math.min(own.finish, projectFinish)
  const hold = (links: readonly PlanLink[], from: Minute) =>
    links.every((link) => leads(network, link).every((successor) => holdsLate(network, link, from, successor, dates)))
  let finish = projectFinish
  while (!hold(binding.filter(isFromFinish), finish)) finish -= 1
  // What follows the start of a task that lies fixed does not bind its late dates.
  const fromStart = isStarted(task) || isPlaced(task) ? [] : binding.filter((link) => !isFromFinish(link))
  if (duration === 0 || parts !== null) {
    let start = projectFinish
    while (!hold(fromStart, start)) start -= 1
    return Math.min(finish, finishOf(placement, start))
  }
  // A start after a gap in working time is as good as the end before the gap.
  const holdsStart = () =>
    hold(fromStart, Math.min(time.previousEnd(startOf(placement, finish)), startOf(placement, finish)))
  while (!holdsStart()) finish -= 1
  return finish
}

/** Nothing but links and "no earlier than" places a plain task. */
function isPlain(network: ReferenceNetwork, task: PlanTask): boolean {
  const { time, parts } = network.placement(task)
  if (parts !== null || time !== network.time(task)) return false
  if ((task.deadline ?? null) !== null || (task.levelingDelayMinutes ?? 0) !== 0) return false
  const { kind = 'asSoonAsPossible' } = task.constraint ?? {}
  return kind === 'asSoonAsPossible' || kind === 'startNoEarlierThan'
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
  const finishFrom = (start: Minute) => finishOf(network.placement(task), start)
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
  const isPrimavera = network.options.semantics === 'primavera'
  const { finish } = (isPrimavera || network.duration(task) === 0 ? late : early).get(task.id) as Span
  if (!isPrimavera && network.duration(task) === 0) return finish
  const rest = network.rest(task)
  const { time } = network.placement(task)
  return rest === 0 ? time.nextStart(finish) : time.walk(finish, -rest)
}

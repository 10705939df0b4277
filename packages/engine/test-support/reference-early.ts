import type { ConstraintKind, Minute, PlanTask } from '../src/plan/types.ts'
import { isPlaced, isStarted, type ReferenceNetwork, type Span } from './reference-network.ts'
import { finishOf, nextStartOf, startOf } from './reference-placement.ts'

/** Constraints that hold a task for themselves, or move its finish. */
const BINDING: readonly ConstraintKind[] = [
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
  'mustStartOn',
  'mustFinishOn',
]
const NEVER = Number.NEGATIVE_INFINITY

/**
 * Early dates by id: every task is moved to where its predecessors, as they lie now, allow it, until
 * nothing moves. `fixed` tasks start where they are told.
 */
export function earlyDates(
  network: ReferenceNetwork,
  fixed: ReadonlyMap<string, Minute> = new Map(),
): Map<string, Span> {
  const { start } = network.plan
  const dates = new Map<string, Span>(network.leaves.map(({ id }) => [id, { start, finish: start }]))
  for (let moved = true; moved; ) {
    moved = false
    for (const task of network.leaves) {
      const from = fixed.get(task.id)
      const span =
        from === undefined
          ? placed(network, task, dates)
          : { start: from, finish: finishOf(network.placement(task), from) }
      const before = dates.get(task.id)
      if (span.start === before?.start && span.finish === before.finish) continue
      dates.set(task.id, span)
      moved = true
    }
  }
  return dates
}

function placed(network: ReferenceNetwork, task: PlanTask, dates: ReadonlyMap<string, Span>): Span {
  if (isPlaced(task)) return givenDates(network, task)
  const links = linkBounds(network, task, dates)
  if (isStarted(task)) return startedSpan(network, task, links)
  const { honorsConstraints, semantics, startBindsAll, statusDateMovesWork } = network.options
  const { kind = 'asSoonAsPossible', date = null } = task.constraint ?? {}
  const on = date as Minute
  const asked = Math.max(...links.asked, kind === 'finishNoEarlierThan' || kind === 'mustFinishOn' ? on : NEVER)
  const spanOn = (start: Minute) => askedFinish(network, task, spanFrom(network, task, start), asked)
  if (honorsConstraints && kind === 'mustStartOn') return spanOn(on)
  if (honorsConstraints && kind === 'mustFinishOn') return spanOn(startOf(network.placement(task), on))
  const starts = [...links.starts]
  const finishes = [...links.finishes]
  for (const { constraint, manual } of network.lineage(task)) {
    if (constraint?.kind === 'startNoEarlierThan') starts.push(constraint.date as Minute)
    if (manual?.start != null) starts.push(manual.start)
  }
  if (statusDateMovesWork && network.plan.statusDate != null) starts.push(network.plan.statusDate)
  const isDated = kind === 'mustStartOn' || kind === 'mustFinishOn' || kind === 'finishNoEarlierThan'
  if (startBindsAll || finishes.length > 0 || (starts.length === 0 && !isDated)) starts.push(network.plan.start)
  if (kind === 'mustStartOn') starts.push(on)
  if (kind === 'mustFinishOn' || kind === 'finishNoEarlierThan') finishes.push(on)
  const delay = task.levelingDelayMinutes ?? 0
  // Rule 5: a point that nothing else places lies where the project starts, working time or not.
  const isFreePoint =
    network.duration(task) === 0 && delay === 0 && semantics === 'microsoft' && !BINDING.includes(kind)
  const isAtStart = Math.max(...starts) === network.plan.start && Math.max(...finishes) <= network.plan.start
  if (isFreePoint && isAtStart) return { start: network.plan.start, finish: network.plan.start }
  let start = firstStart(network, task, Math.max(...starts), Math.max(...finishes))
  if (delay > 0) start += delay
  if (honorsConstraints && kind === 'startNoLaterThan') start = Math.min(start, on)
  if (honorsConstraints && kind === 'finishNoLaterThan') start = Math.min(start, startOf(network.placement(task), on))
  return spanOn(start)
}

/** The start that links alone ask for; null when they ask for none. */
export function linkedStart(
  network: ReferenceNetwork,
  task: PlanTask,
  dates: ReadonlyMap<string, Span>,
): Minute | null {
  const { starts, finishes } = linkBounds(network, task, dates)
  if (starts.length + finishes.length === 0) return null
  return firstStart(network, task, Math.max(...starts), Math.max(...finishes))
}

function linkBounds(network: ReferenceNetwork, task: PlanTask, dates: ReadonlyMap<string, Span>) {
  const starts: Minute[] = []
  const finishes: Minute[] = []
  /** What links from starts ask the finish to be. */
  const asked: Minute[] = []
  for (const link of network.linksInto(task)) {
    const ends = network.members(link.predecessorId).map(({ id }) => dates.get(id) as Span)
    if (ends.length === 0) continue
    const isFromFinish = link.type === 'FS' || link.type === 'FF'
    const from = isFromFinish
      ? Math.max(...ends.map(({ finish }) => finish))
      : Math.min(...ends.map(({ start }) => start))
    const isToStart = link.type === 'FS' || link.type === 'SS'
    const bound = network.withLag(link, from, task)
    ;(isToStart ? starts : finishes).push(bound)
    if (link.type === 'SF') asked.push(bound)
  }
  return { starts, finishes, asked }
}

/** Minute by minute: the first start from which no work is left to do before the bound of the finish. */
function firstStart(network: ReferenceNetwork, task: PlanTask, from: Minute, finishBound: Minute): Minute {
  const placement = network.placement(task)
  const { time, duration, parts } = placement
  if (duration === 0) return spanFrom(network, task, Math.max(from, finishBound)).start
  if (parts !== null) {
    const bound = finishBound === NEVER ? from : Math.max(from, startOf(placement, finishBound))
    return nextStartOf(placement, bound)
  }
  const first = from === NEVER ? startOf(placement, finishBound) - 1440 : from
  for (let start = time.nextStart(first); ; start = time.nextStart(start + 1)) {
    const { finish } = spanFrom(network, task, start)
    if (finish >= finishBound || time.worked(finish, finishBound) === 0) return start
  }
}

/** Rule 8: a task may end at the start of a period, if that is just what was asked for. */
function askedFinish(network: ReferenceNetwork, task: PlanTask, span: Span, asked: Minute): Span {
  const { time, duration, parts } = network.placement(task)
  const isNextStart = asked > span.finish && time.works(asked) && time.worked(span.finish, asked) === 0
  return isNextStart && duration > 0 && parts === null ? { ...span, finish: asked } : span
}

/** Rule 5: points may stay at the end of a period. */
function spanFrom(network: ReferenceNetwork, task: PlanTask, from: Minute): Span {
  const placement = network.placement(task)
  const mayStay = placement.duration === 0 && placement.time.works(from - 1)
  const start = mayStay ? from : nextStartOf(placement, from)
  return { start, finish: finishOf(placement, start) }
}

function givenDates(network: ReferenceNetwork, task: PlanTask): Span {
  const { actualStart = null, actualFinish = null } = task.progress ?? {}
  if (actualStart !== null && actualFinish !== null) return { start: actualStart, finish: actualFinish }
  const { start = null, finish = null } = task.manual ?? {}
  return {
    start: start ?? startOf(network.placement(task), finish as Minute),
    finish: finish ?? finishOf(network.placement(task), start as Minute),
  }
}

/** Rules 15, 26, 27, 28. */
function startedSpan(
  network: ReferenceNetwork,
  task: PlanTask,
  links: { readonly starts: readonly Minute[]; readonly finishes: readonly Minute[] },
): Span {
  const { actualStart, resume = null } = task.progress as NonNullable<PlanTask['progress']>
  const { outOfSequence, statusDateMovesWork, honorsConstraints } = network.options
  const start = actualStart as Minute
  const rest = network.rest(task)
  const bounds: Minute[] = []
  if (resume !== null) bounds.push(resume)
  if (statusDateMovesWork && network.plan.statusDate != null) bounds.push(network.plan.statusDate)
  if (outOfSequence === 'retainedLogic') bounds.push(...links.starts)
  const { time, duration, parts } = network.assignedPlacement(task)
  const finishes = (parts ?? [{ time, minutes: duration }]).map((part) => {
    const left = duration === 0 ? 0 : Math.round((part.minutes * rest) / duration)
    const done = part.time.walk(start, part.minutes - left)
    return left === 0 ? part.time.previousEnd(done) : part.time.walk(Math.max(done, ...bounds), left)
  })
  let finish = duration === 0 ? start : Math.max(...finishes)
  if (outOfSequence === 'retainedLogic') finish = Math.max(finish, ...links.finishes)
  const { kind, date } = task.constraint ?? { kind: null, date: null }
  if (kind === 'finishNoEarlierThan' && honorsConstraints) finish = Math.max(finish, date as Minute)
  return { start, finish }
}

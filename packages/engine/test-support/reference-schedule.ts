import type { Minute, Plan, PlanTask } from '../src/plan/types.ts'
import { earlyDates, linkedStart } from './reference-early.ts'
import { freeFloat, type LateSpan, lateDates } from './reference-late.ts'
import { isActive, isComplete, isLate, isPlaced, isStarted, ReferenceNetwork, type Span } from './reference-network.ts'

export interface ReferenceTask extends Span {
  readonly earlyStart: Minute
  readonly earlyFinish: Minute
  readonly lateStart: Minute
  readonly lateFinish: Minute
  readonly startFloat: number
  readonly finishFloat: number
  readonly totalFloat: number
  readonly freeFloat: number
  readonly isCritical: boolean
}

/**
 * The rules written down as plainly as possible, for plans around the first weeks of 1970: time is
 * an array with one entry a minute, links of summaries are multiplied out to the tasks below, early
 * dates are pushed until nothing moves, late dates pulled until nothing breaks. Knows no planning from
 * the finish, no longest path, and of Primavera's ways nothing about points and late tasks. Leaves by id.
 */
export function referenceSchedule(plan: Plan): { readonly finish: Minute; readonly tasks: Map<string, ReferenceTask> } {
  const network = new ReferenceNetwork(plan)
  const early = earlyDates(network)
  const late = lateDates(network, early, latestFinish(network, early))
  const startOf = (dates: ReadonlyMap<string, Span>, id: string) => dates.get(id)?.start as Minute
  const starts = network.leaves
    .filter(isLate)
    .map(({ id }) => [id, Math.max(startOf(early, id), startOf(late, id))] as const)
  const placed = starts.length === 0 ? early : earlyDates(network, new Map(starts))
  const finish = latestFinish(network, placed)
  const { semantics, criticalFloatMinutes } = network.options
  const tasks = network.leaves.map((task) => {
    const [from, to] = [placed.get(task.id) as Span, late.get(task.id) as LateSpan]
    const time = network.time(task)
    const finishFloat = time.worked(from.finish, to.finish)
    const ownFloat = isPlaced(task) ? finishFloat : time.worked(from.start, to.start)
    const startFloat = ownFloat - heldBefore(network, task, placed)
    const totalFloat = totalOf(network, task, startFloat, finishFloat)
    const room = semantics === 'primavera' ? time.worked(from.finish, finish) : totalFloat
    const free = isComplete(task) ? 0 : (freeFloat(network, task, placed) ?? room)
    return [
      task.id,
      {
        ...from,
        earlyStart: from.start,
        earlyFinish: from.finish,
        lateStart: to.told ?? to.start,
        lateFinish: to.finish,
        startFloat,
        finishFloat,
        totalFloat,
        freeFloat: isComplete(task) ? 0 : Math.max(0, semantics === 'primavera' ? free : Math.min(free, totalFloat)),
        isCritical: isActive(task) && !isComplete(task) && totalFloat <= criticalFloatMinutes,
      },
    ] as const
  })
  return { finish, tasks: new Map(tasks) }
}

/** Rule 18. */
function totalOf({ options }: ReferenceNetwork, task: PlanTask, startFloat: number, finishFloat: number): number {
  if (isStarted(task) || options.totalFloatBy === 'finish') return finishFloat
  return options.totalFloatBy === 'start' ? startFloat : Math.min(startFloat, finishFloat)
}

/** Rules 12 and 18: how far a constraint holds a task before what its links ask for. */
function heldBefore(network: ReferenceNetwork, task: PlanTask, dates: ReadonlyMap<string, Span>): number {
  const kind = task.constraint?.kind ?? 'asSoonAsPossible'
  const isFree = kind === 'asSoonAsPossible' || kind === 'asLateAsPossible' || kind === 'startNoEarlierThan'
  if (isFree || !network.options.honorsConstraints || isPlaced(task) || isStarted(task)) return 0
  const { start } = dates.get(task.id) as Span
  return Math.max(0, network.time(task).worked(start, linkedStart(network, task, dates) ?? start))
}

function latestFinish(network: ReferenceNetwork, dates: ReadonlyMap<string, Span>): Minute {
  const finishes = network.leaves.filter(isActive).map(({ id }) => dates.get(id)?.finish as Minute)
  return finishes.length === 0 ? network.plan.start : Math.max(...finishes)
}

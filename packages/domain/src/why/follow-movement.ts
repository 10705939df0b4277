// Walks a movement back: from a date that moved to the date that moved it, in the same run, until nothing of the run
// moved it. What moved the last one is no task's date, but a change.
import type { DateDriver, DateField } from '@throughline/contract'
import { directionOf, type Move, type Movement } from './movement.ts'

/**
 * One date of a chain and, unless it is the last, what moved it. `by`: what drives it since (`driver`), what drove it
 * until then and let it go (`former`), or, where neither is known to have moved, what comes before it (`other`).
 */
export interface Step {
  readonly move: Move
  readonly field: DateField
  readonly driver: DateDriver | null
  readonly by: 'driver' | 'former' | 'other' | null
}

export interface Walk {
  /** From the date that was asked about to where its movement began. */
  readonly steps: readonly Step[]
  /** It was left before its end: too long, or a circle. */
  readonly isCut: boolean
}

export const longestChain = 200

export interface Place {
  readonly move: Move
  readonly field: DateField
}

export interface Following extends Place {
  readonly driver: DateDriver
  readonly by: 'driver' | 'former' | 'other'
}

/**
 * From a date back, along what `next` says moved it. What drove a date may be driven by it since, as where a successor
 * goes below its predecessor: such a circle is left at its first date that changes explain (`endsAt`).
 */
export function walk(start: Place, next: (place: Place) => Following | null, endsAt: (place: Place) => boolean): Walk {
  const steps: Step[] = []
  const seen = new Map<string, number>()
  let place: Place | null = start
  while (place !== null) {
    const key = keyOf(place)
    const circle = seen.get(key)
    if (circle !== undefined) return leaveCircle(steps, circle, endsAt)
    if (steps.length >= longestChain) return { steps, isCut: true }
    seen.set(key, steps.length)
    const { move, field }: Place = place
    const following = next(place)
    steps.push({ move, field, driver: following?.driver ?? move.driver[field], by: following?.by ?? null })
    place = following
  }
  return { steps, isCut: false }
}

function leaveCircle(steps: readonly Step[], from: number, endsAt: (place: Place) => boolean): Walk {
  const end = steps.findIndex((step, at) => at >= from && endsAt(step))
  if (end === -1) return { steps, isCut: true }
  const { move, field } = steps[end] as Step
  return { steps: [...steps.slice(0, end), { move, field, driver: move.driver[field], by: null }], isCut: false }
}

export const keyOf = ({ move, field }: Place): string => `${move.taskId}/${field}`

/**
 * The date that moved this one; null when no date did. `endsAt` says of a date that neither driver explains whether
 * changes do; if so nothing further is guessed.
 */
export function followingOf(movement: Movement, place: Place, endsAt: (place: Place) => boolean): Following | null {
  const { move, field } = place
  if (!directionOf(move, field)) return null
  const byDriver = follow(movement, place, move.driver[field], 'driver')
  if (byDriver) return byDriver
  const byFormer = follow(movement, place, move.former[field], 'former')
  if (byFormer) return byFormer
  return endsAt(place) ? null : followOthers(movement, place)
}

/** Where a driver leads, if that moved the same way. */
function follow(movement: Movement, place: Place, driver: DateDriver | null, by: Following['by']): Following | null {
  if (!driver) return null
  const direction = directionOf(place.move, place.field)
  for (const [taskId, field] of endsOf(movement, place, driver)) {
    const move = movement.moves.get(taskId)
    if (move && directionOf(move, field) === direction) return { move, field, driver, by }
  }
  return null
}

const predecessorEnds = { FS: 'finish', SS: 'start', FF: 'finish', SF: 'start' } as const

/** The end of the predecessor that a link of this type goes by. */
export const predecessorEnd = (type: keyof typeof predecessorEnds): DateField => predecessorEnds[type]

/** Dates that a driver stands for, the likeliest first: the type of a link may have changed since. */
function endsOf({ links }: Movement, { move, field }: Place, driver: DateDriver): [string, DateField][] {
  const { kind, taskId } = driver
  if (kind === 'duration' || kind === 'assignment') return [[move.taskId, field === 'finish' ? 'start' : 'finish']]
  if (!taskId) return []
  if (kind === 'children') return [[taskId, field]]
  if (kind !== 'link') return []
  const end = predecessorEnd(links.get(driver.linkId ?? '')?.type ?? 'FS')
  return [
    [taskId, end],
    [taskId, end === 'finish' ? 'start' : 'finish'],
  ]
}

/**
 * Whatever lies before a date, or below a summary, and moved the same way: of several the one that bound the most. A
 * task goes later only by what drives it since, so that for those there is nothing more to find.
 */
function followOthers(movement: Movement, place: Place): Following | null {
  const { move, field } = place
  const direction = directionOf(move, field)
  const isSpan = [move.driver[field], move.former[field]].some((driver) => driver?.kind === 'children')
  const before = direction === -1 ? predecessorsOf(movement, place) : []
  const candidates = isSpan ? childrenOf(movement, place) : before
  const found = candidates.flatMap((driver) => follow(movement, place, driver, 'other') ?? [])
  const latest = field === 'finish' || direction === -1
  return found.reduce<Following | null>((best, one) => {
    if (best === null) return one
    const isLater = (one.move.before[one.field] ?? '') > (best.move.before[best.field] ?? '')
    return isLater === latest ? one : best
  }, null)
}

function childrenOf({ children }: Movement, { move }: Place): DateDriver[] {
  return (children.get(move.taskId) ?? []).map(({ id }) => ({ kind: 'children', taskId: id }))
}

function predecessorsOf({ incoming, tasks }: Movement, { move }: Place): DateDriver[] {
  const own = [move.taskId, ...(tasks.get(move.taskId)?.ancestors ?? [])]
  return own.flatMap((successorId) =>
    (incoming.get(successorId) ?? []).map((link) => ({
      kind: 'link' as const,
      linkId: link.id,
      taskId: link.predecessorId,
      ...(successorId === move.taskId ? {} : { onTaskId: successorId }),
    })),
  )
}

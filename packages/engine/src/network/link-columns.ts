import { InvalidInputError, UnknownReferenceError } from '../errors.ts'
import type { LagUnit } from '../plan/types.ts'
import { FINISH_FINISH, FINISH_START, START_FINISH, START_START } from './network.ts'
import type { Outline } from './outline.ts'

export interface LinkEnds {
  readonly id?: string
  readonly predecessorId: string
  readonly successorId: string
  readonly type?: 'FS' | 'SS' | 'FF' | 'SF'
  readonly lagMinutes?: number
  readonly lagUnit?: LagUnit
}

export const WORKING = 0
export const AROUND_THE_CLOCK = 1
export const PERCENT = 2

/** Links as columns, ends as indexes of tasks; `lag` in minutes or percent, as `lagUnit` says. */
export interface LinkColumns {
  readonly predecessor: Int32Array
  readonly successor: Int32Array
  readonly type: Uint8Array
  readonly lag: Float64Array
  readonly lagUnit: Uint8Array
  /** Whether any end is a summary. */
  readonly hasSummaries: boolean
}

const TYPES = { FS: FINISH_START, SS: START_START, FF: FINISH_FINISH, SF: START_FINISH } as const
const UNITS = { working: WORKING, elapsed: AROUND_THE_CLOCK, percent: PERCENT } as const

/**
 * Reads each link once, in the order in which they lie in memory. Throws UnknownReferenceError for
 * an end that is not there, InvalidInputError for a type or a unit of lag that is none.
 */
export function readLinks({ indexById, isSummary }: Outline, links: readonly LinkEnds[]): LinkColumns {
  const count = links.length
  const predecessor = new Int32Array(count)
  const successor = new Int32Array(count)
  const type = new Uint8Array(count)
  const lag = new Float64Array(count)
  const lagUnit = new Uint8Array(count)
  let summaries = 0
  for (let index = 0; index < count; index += 1) {
    const link = links[index] as LinkEnds
    const from = indexById.get(link.predecessorId)
    const to = indexById.get(link.successorId)
    if (from === undefined) throw missing(link, link.predecessorId)
    if (to === undefined) throw missing(link, link.successorId)
    predecessor[index] = from
    successor[index] = to
    summaries += (isSummary[from] as number) + (isSummary[to] as number)
    if (link.type !== undefined && link.type !== 'FS') type[index] = codeOf(TYPES, link.type, link, 'a type')
    const { lagMinutes } = link
    if (lagMinutes === undefined || lagMinutes === 0) continue
    lag[index] = lagMinutes
    if (link.lagUnit !== undefined) lagUnit[index] = codeOf(UNITS, link.lagUnit, link, 'a unit of lag')
  }
  return { predecessor, successor, type, lag, lagUnit, hasSummaries: summaries > 0 }
}

function codeOf(codes: Readonly<Record<string, number>>, word: string, link: LinkEnds, what: string): number {
  const code = codes[word]
  if (code === undefined) throw new InvalidInputError('link', link.id ?? '', `has ${what} that is none: ${word}`)
  return code
}

function missing(link: LinkEnds, id: string): UnknownReferenceError {
  return new UnknownReferenceError('task', id, link.id === undefined ? 'a link' : `link ${link.id}`)
}

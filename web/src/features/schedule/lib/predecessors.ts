import type { ChangeOperation, LagUnit, Link, LinkType } from '@throughline/contract'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { formatLag, parseLag } from '../../../lib/lag.ts'

export interface Predecessor {
  readonly number: number
  readonly type: LinkType
  readonly lagMinutes: number
  readonly lagUnit: LagUnit
}

const one = /^(\d+)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(.+))?$/i

/** Reads "3, 4FS+1d; 5SS-2h, 6+2ed, 7SS+50%" by row numbers; a text that says what is wrong when it cannot be read. */
export function parsePredecessors(text: string, lengths: DayLengths): Predecessor[] | string {
  const found: Predecessor[] = []
  for (const piece of text.split(/[,;]/).map((each) => each.trim())) {
    if (piece === '') continue
    const match = one.exec(piece)
    if (!match) return `“${piece}” is not a predecessor: write a row number, such as 3 or 3SS+1d`
    const [, number, type = 'FS', sign, lag] = match
    const size = parseLag(lag, lengths)
    if (size === null) return `“${lag}” is not a lag: write 1d, 4h or 2w, 2ed around the clock, or 50%`
    if (found.some((other) => other.number === Number(number))) return `Row ${number} is named twice`
    const lagMinutes = sign === '-' && size.lagMinutes > 0 ? -size.lagMinutes : size.lagMinutes
    found.push({ number: Number(number), type: type.toUpperCase() as LinkType, ...size, lagMinutes })
  }
  return found
}

/** The text that `parsePredecessors` reads back; finish-to-start without lag is the bare number. */
export function formatPredecessors(predecessors: readonly Predecessor[], lengths: DayLengths): string {
  return [...predecessors]
    .sort((a, b) => a.number - b.number)
    .map(({ number, type, ...lag }) => {
      if (lag.lagMinutes === 0) return type === 'FS' ? String(number) : `${number}${type}`
      return `${number}${type}${lag.lagMinutes > 0 ? '+' : '-'}${formatLag(lag, lengths)}`
    })
    .join(', ')
}

/** The operations that make the links into a task say what was written; a text when a row does not exist. */
export function linkOperations(
  successorId: string,
  wanted: readonly Predecessor[],
  links: readonly Link[],
  idOfRow: (number: number) => string | undefined,
): ChangeOperation[] | string {
  const operations: ChangeOperation[] = []
  const kept = new Set<string>()
  for (const { number, type, lagMinutes, lagUnit } of wanted) {
    const predecessorId = idOfRow(number)
    if (!predecessorId) return `There is no row ${number}`
    if (predecessorId === successorId) return 'A task cannot follow itself'
    const link = links.find((other) => other.predecessorId === predecessorId)
    const values = { type, lagMinutes, lagUnit }
    if (!link) {
      const id = crypto.randomUUID()
      operations.push({ op: 'create', entity: 'link', id, values: { predecessorId, successorId, ...values } })
    } else {
      kept.add(link.id)
      const isSameLag = link.lagMinutes === lagMinutes && (link.lagUnit === lagUnit || lagMinutes === 0)
      if (link.type === type && isSameLag) continue
      operations.push({ op: 'update', entity: 'link', id: link.id, patch: values })
    }
  }
  const gone = links.filter((link) => !kept.has(link.id))
  return [...gone.map(({ id }): ChangeOperation => ({ op: 'delete', entity: 'link', id })), ...operations]
}

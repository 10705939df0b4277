import { FormatError } from '../format-error.ts'
import { MAXIMUM_MINUTES } from '../limits.ts'
import { type RawNodes, type RawRow, rawOf } from './raw-nodes.ts'
import { flag, leaf, type XmlNode } from './xml-node.ts'
import { flagOfChild, numberOfChild, type XmlRecord } from './xml-record.ts'

/** Type 0 FF, 1 FS, 2 SF, 3 SS. Lag in tenths of a minute, or in percent by its format. */
export interface LinkRow extends RawRow {
  readonly predecessorUid: number
  readonly type: number
  readonly lag: number
  readonly lagFormat: number | null
  readonly isCrossProject: boolean
  readonly line: number
}

export function readLinkRow(record: XmlRecord, rawNodes: RawNodes | null): LinkRow {
  const predecessorUid = numberOfChild(record, 'PredecessorUID')
  if (predecessorUid === null) throw new FormatError('A link does not say which task it comes from', record)
  const lag = numberOfChild(record, 'LinkLag') ?? 0
  const lagFormat = numberOfChild(record, 'LagFormat')
  return {
    predecessorUid,
    type: numberOfChild(record, 'Type') ?? 1,
    lag,
    lagFormat,
    isCrossProject: flagOfChild(record, 'CrossProject'),
    line: record.line,
    raw: rawOf(record, rawNodes, (element) => isCarried(element, lag, lagFormat)),
  }
}

/** Days, elapsed days, percent: as links are written. */
const WRITTEN_FORMATS: ReadonlySet<number | null> = new Set([7, 8, 19])
const WHOLE_MINUTES = [7, 8, null]

/** Whether the link says so in the words that we would say it in. */
function isCarried({ name, text }: XmlRecord, lag: number, lagFormat: number | null): boolean {
  switch (name) {
    case 'PredecessorUID':
    case 'Type':
      return true
    case 'CrossProject':
      return text === '0'
    case 'LagFormat':
      return WRITTEN_FORMATS.has(lagFormat)
    case 'LinkLag':
      return WHOLE_MINUTES.includes(lagFormat) && lag % 10 === 0 && Math.abs(lag) <= MAXIMUM_MINUTES * 10
    default:
      return false
  }
}

/** All that the file says of a link. */
export function wholeLink({ predecessorUid, type, isCrossProject, lag, lagFormat, raw }: LinkRow): XmlNode {
  const carried = [
    ...leaf('PredecessorUID', predecessorUid),
    ...leaf('Type', type),
    flag('CrossProject', isCrossProject),
    ...leaf('LinkLag', lag),
    ...leaf('LagFormat', lagFormat),
  ]
  const names = new Set(raw.map(([name]) => name))
  return ['PredecessorLink', [...carried.filter(([name]) => !names.has(name)), ...raw]]
}

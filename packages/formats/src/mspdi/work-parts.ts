import { minuteOf } from '@throughline/engine'
import { textOf } from './text-pile.ts'
import { schedulableDate } from './values.ts'
import { child, textOfChild, type XmlRecord } from './xml-record.ts'

/** Work over time, in minutes; without work, the time is an interruption that somebody made. */
export interface WorkPart {
  readonly from: number
  readonly to: number
  readonly hasWork: boolean
}

/** Under these names the work over time of an assignment or a task is collected while a file is read. */
export const WORK_OVER_TIME = '<TimephasedData>'
export const OTHERS_OVER_TIME = '<TimephasedData other>'

/** Work to be done, done, and done overtime; what has been spent; how much of a task is done. All else is of baselines. */
const OF_THE_PLAN: ReadonlySet<string> = new Set(['1', '2', '3', '6', '11'])

const NONE: readonly WorkPart[] = []
const ITEM_END = '</TimephasedData>'

/** Plans may have millions of these, so they are not kept as elements. */
export function collectedAs(element: XmlRecord): string | null {
  if (element.name !== 'TimephasedData') return null
  return OF_THE_PLAN.has(textOfChild(element, 'Type') ?? '') ? WORK_OVER_TIME : OTHERS_OVER_TIME
}

export function readWorkParts(record: XmlRecord): readonly WorkPart[] {
  const collected = child(record, WORK_OVER_TIME)
  return collected?.markup == null ? NONE : withoutDetail(partsOf(textOf(collected.markup)))
}

function partsOf(markup: string): readonly WorkPart[] {
  const parts: WorkPart[] = []
  let from = 0
  for (let end = markup.indexOf(ITEM_END); end >= 0; end = markup.indexOf(ITEM_END, from)) {
    const part = readPart(markup.slice(from, end))
    if (part !== null) parts.push(part)
    from = end + ITEM_END.length
  }
  return parts
}

/** Time that is not worked anyway comes without a value, interruptions with one of zero. */
function readPart(item: string): WorkPart | null {
  const type = textIn(item, 'Type')
  const work = textIn(item, 'Value')
  if ((type !== '1' && type !== '2') || work === '') return null
  // Microsoft Project has been seen to write "17:-0:00" here.
  const from = schedulableDate(textIn(item, 'Start'))
  const to = schedulableDate(textIn(item, 'Finish'))
  if (from === null || to === null || from >= to) return null
  return { from: minuteOf(from), to: minuteOf(to), hasWork: /[1-9]/.test(work) }
}

function textIn(item: string, name: string): string {
  const start = item.indexOf(`<${name}>`)
  return start < 0 ? '' : item.slice(start + name.length + 2, item.indexOf('<', start + 1)).trim()
}

/** Work that goes on day by day is one part. */
function withoutDetail(parts: readonly WorkPart[]): readonly WorkPart[] {
  if (parts.length < 2 || parts.some(({ hasWork }) => !hasWork)) return parts
  const [first, ...others] = parts as [WorkPart, ...WorkPart[]]
  return [
    others.reduce(
      (span, { from, to }) => ({ from: Math.min(span.from, from), to: Math.max(span.to, to), hasWork: true }),
      first,
    ),
  ]
}

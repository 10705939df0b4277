import type { DocumentBaseline } from '../plan-document.ts'
import { dateOfChild, minutesOfChild } from './values.ts'
import { children, numberOfChild, type XmlRecord } from './xml-record.ts'

const MOST_BASELINES = 10
const NONE: readonly DocumentBaseline[] = []

/** The baselines of a task that have dates, the first of each number, in order of the numbers. */
export function readBaselines(record: XmlRecord): readonly DocumentBaseline[] {
  const elements = children(record, 'Baseline')
  if (elements.length === 0) return NONE
  const found = new Map<number, DocumentBaseline>()
  for (const baseline of elements.flatMap(readBaseline)) {
    if (!found.has(baseline.number)) found.set(baseline.number, baseline)
  }
  return [...found.values()].sort((a, b) => a.number - b.number)
}

function readBaseline(element: XmlRecord): DocumentBaseline[] {
  const number = numberOfChild(element, 'Number') ?? 0
  const start = dateOfChild(element, 'Start')
  const finish = dateOfChild(element, 'Finish')
  if (start === null || finish === null || !Number.isInteger(number) || number < 0 || number > MOST_BASELINES) return []
  return [
    {
      number,
      start,
      finish,
      durationMinutes: Math.max(0, minutesOfChild(element, 'Duration') ?? 0),
      workMinutes: Math.max(0, minutesOfChild(element, 'Work') ?? 0),
      costMinor: Math.max(0, Math.round(numberOfChild(element, 'Cost') ?? 0)),
    },
  ]
}

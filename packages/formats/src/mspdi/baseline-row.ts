import type { DocumentBaseline } from '../plan-document.ts'
import { dateOfChild, minutesOfChild } from './values.ts'
import { children, numberOfChild, type XmlRecord } from './xml-record.ts'

/** Baseline 0 of a task; null without one, or when it has no dates. */
export function readBaseline(record: XmlRecord): DocumentBaseline | null {
  const found = children(record, 'Baseline').find((each) => (numberOfChild(each, 'Number') ?? 0) === 0)
  if (found === undefined) return null
  const start = dateOfChild(found, 'Start')
  const finish = dateOfChild(found, 'Finish')
  if (start === null || finish === null) return null
  return {
    start,
    finish,
    durationMinutes: Math.max(0, minutesOfChild(found, 'Duration') ?? 0),
    workMinutes: Math.max(0, minutesOfChild(found, 'Work') ?? 0),
    costMinor: Math.round(numberOfChild(found, 'Cost') ?? 0),
  }
}

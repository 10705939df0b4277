import type { StoredSchedule } from '../plan-document.ts'
import { dateOfChild } from './values.ts'
import { numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

export type StoredRow = Omit<StoredSchedule, 'isSplitOrContoured'>

/** What Microsoft Project had scheduled. Slack is in tenths of a minute, and left out by some when it is zero. */
export function readStored(record: XmlRecord): StoredRow {
  const earlyStart = dateOfChild(record, 'EarlyStart')
  const slackOf = (name: string): number | null => {
    const tenths = numberOfChild(record, name) ?? (earlyStart === null ? null : 0)
    return tenths === null ? null : Math.round(tenths / 10)
  }
  const critical = textOfChild(record, 'Critical')
  return {
    start: dateOfChild(record, 'Start'),
    finish: dateOfChild(record, 'Finish'),
    earlyStart,
    earlyFinish: dateOfChild(record, 'EarlyFinish'),
    lateStart: dateOfChild(record, 'LateStart'),
    lateFinish: dateOfChild(record, 'LateFinish'),
    totalSlackMinutes: slackOf('TotalSlack'),
    freeSlackMinutes: slackOf('FreeSlack'),
    isCritical: critical === null ? null : critical === '1' || critical === 'true',
  }
}

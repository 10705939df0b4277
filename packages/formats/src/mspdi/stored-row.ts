import type { StoredSchedule } from '../plan-document.ts'
import { dateOfChild } from './values.ts'
import { numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

/** What Microsoft Project had scheduled; null when the file does not tell. */
export function readStored(record: XmlRecord): StoredSchedule | null {
  const stored = storedOf(record)
  const { start, finish, earlyStart, earlyFinish, lateStart, lateFinish } = stored
  const dates = [start, finish, earlyStart, earlyFinish, lateStart, lateFinish]
  const others = [stored.totalSlackMinutes, stored.freeSlackMinutes, stored.isCritical]
  return dates.every((value) => value === null) && others.every((value) => value === null) ? null : stored
}

/** Slack is in tenths of a minute, and left out by some when it is zero. */
function storedOf(record: XmlRecord): StoredSchedule {
  const earlyStart = dateOfChild(record, 'EarlyStart')
  const slackOf = (name: string): number | null => {
    const tenths = numberOfChild(record, name) ?? (earlyStart === null ? null : 0)
    return tenths === null ? null : Math.round(tenths / 10) + 0
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
    isSplitOrContoured: false,
  }
}

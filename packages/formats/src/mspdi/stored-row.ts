import type { StoredSchedule, WallTime } from '../plan-document.ts'
import { dateOfChild } from './values.ts'
import { child, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

/** What Microsoft Project had scheduled; null when the file does not tell. */
export function readStored(record: XmlRecord, isManual: boolean): StoredSchedule | null {
  const stored = storedOf(record)
  const { start, finish, earlyStart, earlyFinish, lateStart, lateFinish } = stored
  const others = [earlyStart, earlyFinish, lateStart, lateFinish]
  const figures = [stored.totalSlackMinutes, stored.freeSlackMinutes, stored.isCritical]
  if ([...others, ...figures].some((value) => value !== null)) return stored
  const isTold = isManual
    ? !isByHand(record, 'Start', start) || !isByHand(record, 'Finish', finish)
    : start !== null || finish !== null
  return isTold ? stored : null
}

/** Of a task that is placed by hand the date alone is where it lies, if there is one, and no schedule. */
function isByHand(record: XmlRecord, name: 'Start' | 'Finish', date: WallTime | null): boolean {
  return child(record, `${name}Text`) !== null || dateOfChild(record, `Manual${name}`) === date
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

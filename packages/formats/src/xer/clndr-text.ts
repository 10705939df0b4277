// The text of a calendar, as `clndr-data` reads it.
import { dayOf, type ShiftSpec } from '@throughline/engine'

type Shifts = readonly ShiftSpec[]

const DAY_OF_1899_12_30 = -25_569

/** `week` is Monday first; `exceptions` by their days. A shift that ends after midnight does so on its own day's line. */
export function clndrText(week: readonly Shifts[], exceptions: ReadonlyMap<string, Shifts>): string {
  const days = [7, 1, 2, 3, 4, 5, 6].map((day, index) => node(String(index + 1), '', shiftNodes(week[day - 1] ?? [])))
  const dated = [...exceptions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, shifts], index) => node(String(index), `d|${dayOf(day) - DAY_OF_1899_12_30}`, shiftNodes(shifts)))
  return node('CalendarData', '', [node('DaysOfWeek', '', days), node('Exceptions', '', dated)])
}

function shiftNodes(shifts: Shifts): string[] {
  return shifts.map(({ from, to }, index) => node(String(index), `s|${time(from)}|f|${time(to)}`, []))
}

function node(name: string, properties: string, children: readonly string[]): string {
  return `(0||${name}(${properties})(${children.join('')}))`
}

/** Midnight ends a day as 00:00. */
function time(minute: number): string {
  const inDay = minute % 1440
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

import type { Recurrence, ShiftSpec } from '@throughline/engine'
import type { DocumentCalendar, PlanDocument } from '../../plan-document.ts'
import { calendarLabels } from '../tasks/task-words.ts'
import type { Table, TableCells } from '../write/table.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

/** A row for each day of a week that a calendar says something of, and for each exception. */
export function calendarsTable(document: PlanDocument): Table {
  return {
    name: 'Calendars',
    columns: [
      { key: 'calendar', label: 'Calendar', type: 'text', width: 25 },
      { key: 'base', label: 'Based on', type: 'text', width: 25 },
      { key: 'entry', label: 'Entry', type: 'text', width: 12 },
      { key: 'name', label: 'Name', type: 'text', width: 25 },
      { key: 'from', label: 'From', type: 'date' },
      { key: 'to', label: 'To', type: 'date' },
      { key: 'days', label: 'Days', type: 'text', width: 30 },
      { key: 'times', label: 'Working times', type: 'text', width: 30 },
    ],
    rows: rowsOf(document),
  }
}

function* rowsOf(document: PlanDocument): Generator<TableCells> {
  const labels = calendarLabels(document)
  for (const calendar of document.calendars) {
    const head = [labels.get(calendar.key) ?? '', labels.get(calendar.baseKey ?? '') ?? null]
    for (const cells of entriesOf(calendar)) yield [...head, ...cells]
  }
}

function* entriesOf({ week, workWeeks, exceptions }: DocumentCalendar): Generator<TableCells> {
  for (const cells of daysOf(week)) yield ['Week', null, null, null, ...cells]
  for (const { name = '', from, to, week: days } of workWeeks) {
    for (const cells of daysOf(days)) yield ['Work week', name, from, to, ...cells]
  }
  for (const { name = '', from, to, shifts, recurs, occurrences } of exceptions) {
    const most = occurrences === null || occurrences === undefined ? '' : `, ${occurrences} times`
    const days = recurs === null || recurs === undefined ? 'every day' : `${recurrenceText(recurs)}${most}`
    yield ['Exception', name, from, to, days, timesOf(shifts)]
  }
}

function* daysOf(week: readonly (readonly ShiftSpec[] | null)[]): Generator<TableCells> {
  for (const [index, shifts] of week.entries()) {
    if (shifts !== null) yield [WEEKDAYS[index] ?? '', timesOf(shifts)]
  }
}

/** "08:00-12:00; 13:00-17:00"; times after midnight count on, 30:00 is 06:00 of the next day. */
function timesOf(shifts: readonly ShiftSpec[]): string {
  return shifts.length === 0 ? 'none' : shifts.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join('; ')
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function recurrenceText(recurrence: Recurrence): string {
  switch (recurrence.kind) {
    case 'daily':
      return everyText(recurrence.every, 'day')
    case 'weekly':
      return `${everyText(recurrence.every, 'week')} on ${recurrence.weekdays.map(weekdayName).join(', ')}`
    case 'monthly-day':
      return `${everyText(recurrence.every, 'month')} on day ${recurrence.day}`
    case 'monthly-weekday':
      return `${everyText(recurrence.every, 'month')} on the ${positionText(recurrence)}`
    case 'yearly-day':
      return `every year on ${recurrence.day} ${monthName(recurrence.month)}`
    case 'yearly-weekday':
      return `every year on the ${positionText(recurrence)} of ${monthName(recurrence.month)}`
  }
}

function everyText(every: number, unit: string): string {
  return every === 1 ? `every ${unit}` : `every ${every} ${unit}s`
}

/** "second Tuesday". */
function positionText({ position, weekday }: { readonly position: number; readonly weekday: number }): string {
  const ordinal = position === -1 ? 'last' : ['first', 'second', 'third', 'fourth'][position - 1]
  return `${ordinal} ${weekdayName(weekday)}`
}

function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? ''
}

function monthName(month: number): string {
  return MONTHS[month - 1] ?? ''
}

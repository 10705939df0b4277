import { dayOf, textOfDay } from '@throughline/engine'
import type { DocumentCalendar, DocumentTask, PlanDocument, WallTime } from '../../plan-document.ts'
import { STANDARD_WEEK } from '../../standard-calendars.ts'
import { type Carried, carriedOf, cellsOfLine } from './carried.ts'
import { NumberCells } from './cells.ts'
import { generatedCodes } from './codes.ts'
import { elementId, summaryKeys } from './xer-keys.ts'

/** What the rows of all tables are made with. */
export interface WriteContext {
  readonly document: PlanDocument
  readonly carried: Carried
  readonly projectId: string
  readonly rootId: string
  readonly numbers: NumberCells
  readonly isSummary: (key: string) => boolean
  /** Of the element above. */
  readonly elementIdOf: (parentKey: string | null) => string
  /** The calendars of the document, and those that tasks need here besides. */
  readonly calendars: readonly DocumentCalendar[]
  readonly addedCalendarIds: readonly string[]
  readonly defaultCalendarId: string
  readonly calendarIdOf: (task: DocumentTask) => string
  readonly isSuccessor: (key: string) => boolean
  readonly codeOf: (key: string) => string
  /** Days, the last one not included, in which calendars are worked out day by day. */
  readonly horizon: { readonly firstDay: number; readonly endDay: number }
}

const AROUND_THE_CLOCK: DocumentCalendar['week'] = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }])

/** `document` has keys of XER. */
export function writeContext(document: PlanDocument): WriteContext {
  const carried = carriedOf(document.extra)
  const summaries = summaryKeys(document.tasks)
  const ids = document.tasks.map(({ key }) => (summaries.has(key) ? elementId(key) : key))
  const rootId = freeId(carried.ids.root, [...summaries].map(elementId), ids)
  const added = addedCalendars(document, summaries)
  const defaultCalendarId = document.defaultCalendarKey ?? added.standard?.key ?? ''
  const successors = new Set(document.links.map(({ successorKey }) => successorKey))
  const codes = generatedCodes(document.tasks, summaries)
  return {
    document,
    carried,
    projectId: freeId(carried.ids.project, [], []),
    rootId,
    numbers: new NumberCells(decimalSymbol(carried, document.currency)),
    isSummary: (key) => summaries.has(key),
    elementIdOf: (parentKey) => (parentKey === null ? rootId : elementId(parentKey)),
    calendars: [...document.calendars, ...added.list],
    addedCalendarIds: added.list.map(({ key }) => key),
    defaultCalendarId,
    calendarIdOf: (task) => (task.isElapsed && added.clock ? added.clock.key : (task.calendarKey ?? defaultCalendarId)),
    isSuccessor: (key) => successors.has(key),
    codeOf: (key) => codes.get(key) ?? '',
    horizon: horizonOf(document),
  }
}

/** The number that is wanted unless it is taken, else one that is above all. */
function freeId(wanted: string | null, taken: readonly string[], all: readonly string[]): string {
  if (wanted !== null && /^[1-9]\d*$/.test(wanted) && !taken.includes(wanted)) return wanted
  return String(all.reduce((highest, id) => Math.max(highest, Number(id)), 0) + 1)
}

/** Primavera's tasks have a calendar each, and know no durations around the clock but by a calendar that works so. */
function addedCalendars(document: PlanDocument, summaries: ReadonlySet<string>) {
  const isElapsed = document.tasks.some((task) => task.isElapsed && !summaries.has(task.key))
  const first = Math.max(0, ...document.calendars.map(({ key }) => Number(key))) + 1
  const calendar = (key: number, name: string, week: DocumentCalendar['week']): DocumentCalendar => {
    return { key: String(key), guid: null, name, baseKey: null, week, workWeeks: [], exceptions: [], extra: null }
  }
  const standard = document.defaultCalendarKey === null ? calendar(first, 'Standard', STANDARD_WEEK) : null
  const clock = isElapsed ? calendar(first + 1, 'Around the clock', AROUND_THE_CLOCK) : null
  return { standard, clock, list: [standard, clock].flatMap((each) => each ?? []) }
}

/** What the currency of the file has for a decimal symbol, where the file says it. */
function decimalSymbol({ header, tables }: Carried, currency: string | null): string {
  const table = tables.find(({ name }) => name === 'CURRTYPE')
  const rows = (table?.lines ?? []).map((line) => cellsOfLine(line, table?.columns ?? []))
  const name = header?.[7] ?? currency
  return rows.find((row) => row.curr_short_name === name)?.decimal_symbol === ',' ? ',' : '.'
}

/** From the start of the year of the first date to the end of the second after the last. */
function horizonOf(document: PlanDocument): WriteContext['horizon'] {
  const dates = [document.start, document.finish, document.statusDate, ...document.tasks.flatMap(datesOf)]
  const days = dates.flatMap((date) => (date == null ? [] : [date.slice(0, 10)])).sort()
  const first = days[0] ?? '2026-01-01'
  const last = days.at(-1) ?? first
  const yearOf = (day: string, more: number) => textOfYear(Number(day.slice(0, 4)) + more)
  return { firstDay: dayOf(yearOf(first, 0)), endDay: dayOf(yearOf(last, 3)) }
}

function textOfYear(year: number): string {
  return `${String(Math.min(Math.max(year, 1600), 2999)).padStart(4, '0')}-01-01`
}

function datesOf(task: DocumentTask): (WallTime | null | undefined)[] {
  const { stored, manual, progress, constraint, deadline } = task
  return [
    ...[stored?.start, stored?.finish, stored?.lateFinish, manual?.start, manual?.finish, progress?.actualStart],
    ...[progress?.actualFinish, progress?.resume, constraint?.date, deadline],
  ]
}

export const dayText = (day: number): string => textOfDay(day)

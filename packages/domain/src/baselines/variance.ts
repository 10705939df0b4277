import { type Calendar, engineCalendarsOf, type TaskVariance } from '@throughline/contract'
import type { VarianceRow } from '@throughline/database'
import { compileCalendar, minuteOf, type WorkingTime, workingMinutesBetween } from '@throughline/engine'
import { orderTasks } from '../plans/order-tasks.ts'

/** Working minutes from one wall time to another on a calendar; negative when the second lies before the first. */
type Measure = (calendarId: string, from: string, to: string) => number

/** Calendars are compiled, and times read, once each, however many tasks ask. */
export function measureBy(calendars: readonly Calendar[]): Measure {
  const specs = engineCalendarsOf(calendars)
  const compiled = new Map<string, WorkingTime>()
  const minutes = new Map<string, number>()
  const compile = (id: string): WorkingTime => {
    const spec = specs.get(id)
    if (!spec) throw new RangeError(`there is no calendar ${id} in the plan`)
    const calendar = compileCalendar(spec, specs)
    compiled.set(id, calendar)
    return calendar
  }
  const read = (text: string): number => {
    const minute = minuteOf(text)
    minutes.set(text, minute)
    return minute
  }
  const minuteAt = (text: string): number => minutes.get(text) ?? read(text)
  return (id, from, to) =>
    from === to ? 0 : workingMinutesBetween(compiled.get(id) ?? compile(id), minuteAt(from), minuteAt(to))
}

/** How far each task is from the baseline, in the order of the outline, removed tasks last. */
export function taskVariances(
  rows: readonly VarianceRow[],
  projectCalendarId: string,
  measure: Measure,
): TaskVariance[] {
  const live = orderTasks(rows.filter(({ isLive }) => isLive))
  const removed = rows.filter(({ isLive }) => !isLive).toSorted(byBaselineStart)
  return [...live, ...removed].map((row) =>
    varianceOf(row, (from, to) => measure(row.calendarId ?? projectCalendarId, from, to)),
  )
}

type Dates = NonNullable<TaskVariance['current']>
type Span = (from: string, to: string) => number

function varianceOf(row: VarianceRow, span: Span): TaskVariance {
  const { id: taskId, name, isLive } = row
  const baseline = datesOf(row.baselineStart, row.baselineFinish, row.baselineDuration, span)
  const current = isLive
    ? datesOf(row.earlyStart, row.earlyFinish, row.isSummary ? null : row.durationMinutes, span)
    : null
  if (!baseline || !current) {
    const state = !isLive ? 'removed' : baseline ? 'moved' : 'added'
    return { taskId, name, state, baseline, current, ...unknown }
  }
  return {
    taskId,
    name,
    state: areSame(baseline, current) ? 'same' : 'moved',
    baseline,
    current,
    startVarianceMinutes: span(baseline.earlyStart, current.earlyStart),
    finishVarianceMinutes: span(baseline.earlyFinish, current.earlyFinish),
    durationVarianceMinutes: current.durationMinutes - baseline.durationMinutes,
  }
}

const unknown = { startVarianceMinutes: null, finishVarianceMinutes: null, durationVarianceMinutes: null }

/** A summary has no duration of its own: it is the working time between its dates. */
function datesOf(start: string | null, finish: string | null, duration: number | null, span: Span): Dates | null {
  if (start === null || finish === null) return null
  return { earlyStart: start, earlyFinish: finish, durationMinutes: duration ?? span(start, finish) }
}

const areSame = (a: Dates, b: Dates): boolean =>
  a.earlyStart === b.earlyStart && a.earlyFinish === b.earlyFinish && a.durationMinutes === b.durationMinutes

const byBaselineStart = (a: VarianceRow, b: VarianceRow): number =>
  (a.baselineStart ?? '').localeCompare(b.baselineStart ?? '') || (a.id < b.id ? -1 : 1)

// Words for worked examples: dates as a planner writes them, all in March 2026 unless told otherwise.
// The 2nd is a Monday; the standard calendar works Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00.
import {
  type CalendarSpec,
  minuteOf,
  type Plan,
  type PlanLink,
  type PlanOptions,
  type PlanTask,
  type ScheduledTask,
  type ShiftSpec,
  schedule,
  type TaskConstraint,
  textOf,
} from '../src/index.ts'

export const DAY = 480

const DAY_SHIFTS: readonly ShiftSpec[] = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]
const NOT_WORKED: readonly ShiftSpec[] = []

export function everyDay(...shifts: ShiftSpec[]): CalendarSpec['week'] {
  return Array.from({ length: 7 }, () => shifts)
}

export const CALENDARS: readonly CalendarSpec[] = [
  {
    id: 'standard',
    week: [DAY_SHIFTS, DAY_SHIFTS, DAY_SHIFTS, DAY_SHIFTS, DAY_SHIFTS, NOT_WORKED, NOT_WORKED],
    exceptions: [],
  },
  { id: 'every-day', week: everyDay(...DAY_SHIFTS), exceptions: [] },
  { id: 'mornings', week: everyDay({ from: 480, to: 720 }), exceptions: [] },
  { id: 'ten-hours', week: everyDay({ from: 480, to: 1080 }), exceptions: [] },
]

/** "4 17:00" is 2026-03-04T17:00, "4-1 08:00" 2026-04-01T08:00. */
export function at(text: string): number {
  const [date = '', time = ''] = text.split(' ')
  const [first = '', second] = date.split('-')
  const [month, day] = second === undefined ? ['3', first] : [first, second]
  return minuteOf(`2026-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time}`)
}

/** The other way round. */
export function text(minute: number): string {
  const [, month = '', day = '', time] = /^\d+-(\d+)-(\d+)T(.*)$/.exec(textOf(minute)) ?? []
  return `${month === '03' ? '' : `${Number(month)}-`}${Number(day)} ${time}`
}

/** A task of so many days of 480 minutes. */
export function task(id: string, days: number, more: Partial<PlanTask> = {}): PlanTask {
  return {
    id,
    parentId: null,
    kind: days === 0 ? 'milestone' : 'task',
    durationMinutes: days * DAY,
    calendarId: null,
    ...more,
  }
}

export function constraint(kind: TaskConstraint['kind'], date?: string): { constraint: TaskConstraint } {
  return { constraint: { kind, date: date === undefined ? null : at(date) } }
}

/** "A FS B", "A SS+2d B", "A FF-1d B", "A FS+1ed B" (elapsed), "A FS+50% B"; the text is the id. */
export function link(id: string): PlanLink {
  const match = /^(\S+) (FS|SS|FF|SF)(?:([+-]\d+)(d|ed|%))? (\S+)$/.exec(id)
  if (match === null) throw new Error(`not a link: ${id}`)
  const [, predecessorId = '', type, amount = '0', unit = 'd', successorId = ''] = match
  const ends = { id, predecessorId, successorId, type: type as PlanLink['type'] }
  if (unit === '%') return { ...ends, lagMinutes: Number(amount), lagUnit: 'percent' }
  if (unit === 'ed') return { ...ends, lagMinutes: Number(amount) * 1440, lagUnit: 'elapsed' }
  return { ...ends, lagMinutes: Number(amount) * DAY }
}

/** Starts on Monday the 2nd at 08:00, on the standard calendar. */
export function plan(
  tasks: readonly PlanTask[],
  links: readonly string[] = [],
  { options, ...more }: Partial<Plan> & { options?: Partial<PlanOptions> } = {},
): Plan {
  return {
    start: at('2 08:00'),
    calendarId: 'standard',
    calendars: CALENDARS,
    tasks,
    links: links.map(link),
    ...(options === undefined ? {} : { options }),
    ...more,
  }
}

/** Where the tasks lie: { A: '2 08:00 - 3 17:00' }. */
export function dates(of: Plan): Record<string, string> {
  return table(of, ({ start, finish }) => `${text(start)} - ${text(finish)}`)
}

export function lateDates(of: Plan): Record<string, string> {
  return table(of, ({ lateStart, lateFinish }) => `${text(lateStart)} - ${text(lateFinish)}`)
}

/** Total floats in days of 480 minutes. */
export function totalFloats(of: Plan): Record<string, number> {
  return table(of, ({ totalFloat }) => totalFloat / DAY)
}

/** Free floats in days of 480 minutes. */
export function freeFloats(of: Plan): Record<string, number> {
  return table(of, ({ freeFloat }) => freeFloat / DAY)
}

export function criticalTasks(of: Plan): string[] {
  return schedule(of).tasks.flatMap(({ id, isCritical }) => (isCritical ? [id] : []))
}

export function scheduled(of: Plan, id: string): ScheduledTask {
  const found = schedule(of).tasks.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no task ${id}`)
  return found
}

function table<T>(of: Plan, value: (task: ScheduledTask) => T): Record<string, T> {
  return Object.fromEntries(schedule(of).tasks.map((each) => [each.id, value(each)]))
}

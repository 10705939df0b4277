import { type CalendarSpec, minuteOf, type Plan, type PlanLink, type PlanTask, type ShiftSpec } from '../src/index.ts'

export const DAY_SHIFTS: readonly ShiftSpec[] = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]

/** Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
export const STANDARD: CalendarSpec = {
  id: 'standard',
  week: [DAY_SHIFTS, DAY_SHIFTS, DAY_SHIFTS, DAY_SHIFTS, DAY_SHIFTS, [], []],
  exceptions: [],
}

export const AROUND_THE_CLOCK: CalendarSpec = {
  id: 'around-the-clock',
  week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
  exceptions: [],
}

export function task(id: string, days: number, more: Partial<PlanTask> = {}): PlanTask {
  return {
    id,
    parentId: null,
    kind: days === 0 ? 'milestone' : 'task',
    durationMinutes: days * 480,
    calendarId: null,
    ...more,
  }
}

/** "A FS B", "A SS+2d B", "A FF-1d B"; the text is the id. */
export function link(text: string): PlanLink {
  const match = /^(\S+) (FS|SS|FF|SF)([+-]\d+)?d? (\S+)$/.exec(text)
  if (match === null) throw new Error(`not a link: ${text}`)
  const [, predecessorId = '', type, lag = '0', successorId = ''] = match
  return { id: text, predecessorId, successorId, type: type as PlanLink['type'], lagMinutes: Number(lag) * 480 }
}

/** Starts on Monday 2026-03-02 at 08:00. */
export function plan(tasks: readonly PlanTask[], links: readonly string[] = [], more: Partial<Plan> = {}): Plan {
  return {
    start: minuteOf('2026-03-02T08:00'),
    calendarId: STANDARD.id,
    calendars: [STANDARD, AROUND_THE_CLOCK],
    tasks,
    links: links.map(link),
    ...more,
  }
}

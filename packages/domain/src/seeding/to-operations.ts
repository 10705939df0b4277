import { type Calendar, type ChangeOperation, positionStep, standardWeek } from '@throughline/contract'
import {
  flattenSeedTasks,
  minutesOfDay,
  parseSeedAssignment,
  parseSeedLink,
  type SeedCalendar,
  type SeedHoliday,
  type SeedPlan,
} from './seed-plan.ts'

const dayLength = 86_400_000
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)

/** The first day of a plan when today is `today` (both `2026-03-02`): a Monday. */
export function firstDayOf(plan: SeedPlan, today: string): string {
  const date = addDays(today, plan.startsInDays)
  const sinceMonday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(date, -sinceMonday)
}

export const startsAtOf = (plan: SeedPlan, today: string): string => `${firstDayOf(plan, today)}T08:00`

/**
 * The operations that fill an empty project, parents first. `idOf` answers the id for a key; the same key gets the same id:
 * `project`, `calendar/<key>`, `resource/<key>`, `task/<key>`, `link/<predecessor>/<successor>`, `assignment/<task>/<resource>`.
 */
export function toOperations(plan: SeedPlan, idOf: (key: string) => string, today: string): ChangeOperation[] {
  const firstDay = firstDayOf(plan, today)
  const tasks = flattenSeedTasks(plan.tasks)
  return [
    ...plan.calendars.map((calendar) => calendarOperation(calendar, idOf, firstDay)),
    {
      op: 'update',
      entity: 'project',
      id: idOf('project'),
      patch: { calendarId: idOf(`calendar/${plan.calendars[0].key}`) },
    },
    ...plan.resources.map(
      (resource): ChangeOperation => ({
        op: 'create',
        entity: 'resource',
        id: idOf(`resource/${resource.key}`),
        values: {
          name: resource.name,
          kind: resource.kind ?? 'work',
          calendarId: resource.calendar ? idOf(`calendar/${resource.calendar}`) : null,
          maxUnits: resource.maxUnits ?? 1,
        },
      }),
    ),
    ...tasks.map((entry) => taskOperation(entry, idOf, firstDay)),
    ...tasks.flatMap(({ task }) => linkOperations(task.key, task.after ?? [], idOf)),
    ...tasks.flatMap(({ task }) => assignmentOperations(task.key, task.who ?? [], idOf)),
  ]
}

function calendarOperation(calendar: SeedCalendar, idOf: (key: string) => string, firstDay: string): ChangeOperation {
  return {
    op: 'create',
    entity: 'calendar',
    id: idOf(`calendar/${calendar.key}`),
    values: {
      name: calendar.name,
      week: calendar.week ?? standardWeek,
      exceptions: (calendar.holidays ?? []).flatMap((holiday) => exceptionsOf(holiday, firstDay)),
    },
  }
}

/** A yearly holiday counts in the year of the start and the two after it. */
function exceptionsOf(holiday: SeedHoliday, firstDay: string): Calendar['exceptions'] {
  if ('onDay' in holiday) {
    const from = addDays(firstDay, holiday.onDay)
    return [{ name: holiday.name, from, to: addDays(from, (holiday.days ?? 1) - 1), shifts: [] }]
  }
  const year = Number(firstDay.slice(0, 4))
  return [year, year + 1, year + 2].map((each) => {
    const date = `${each}-${holiday.date}`
    return { name: holiday.name, from: date, to: date, shifts: [] }
  })
}

type Entry = ReturnType<typeof flattenSeedTasks>[number]

function taskOperation(
  { task, parent, index }: Entry,
  idOf: (key: string) => string,
  firstDay: string,
): ChangeOperation {
  const isMilestone = task.days === undefined && task.children === undefined
  return {
    op: 'create',
    entity: 'task',
    id: idOf(`task/${task.key}`),
    values: {
      name: task.name,
      notes: task.notes ?? '',
      kind: isMilestone ? 'milestone' : 'task',
      parentId: parent === null ? null : idOf(`task/${parent}`),
      position: (index + 1) * positionStep,
      durationMinutes: Math.round((task.days ?? 0) * minutesOfDay),
      percentComplete: task.percentComplete ?? 0,
      calendarId: task.calendar ? idOf(`calendar/${task.calendar}`) : null,
      ...(task.notBeforeDay === undefined
        ? {}
        : { constraintType: 'startNoEarlierThan', constraintAt: `${addDays(firstDay, task.notBeforeDay)}T08:00` }),
    },
  }
}

function linkOperations(successor: string, links: readonly string[], idOf: (key: string) => string): ChangeOperation[] {
  return links.map(parseSeedLink).map(({ predecessor, type, lagMinutes }) => ({
    op: 'create',
    entity: 'link',
    id: idOf(`link/${predecessor}/${successor}`),
    values: { predecessorId: idOf(`task/${predecessor}`), successorId: idOf(`task/${successor}`), type, lagMinutes },
  }))
}

function assignmentOperations(task: string, who: readonly string[], idOf: (key: string) => string): ChangeOperation[] {
  return who.map(parseSeedAssignment).map(({ resource, units }) => ({
    op: 'create',
    entity: 'assignment',
    id: idOf(`assignment/${task}/${resource}`),
    values: { taskId: idOf(`task/${task}`), resourceId: idOf(`resource/${resource}`), units },
  }))
}

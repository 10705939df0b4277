import type { LinkColumns, PlanColumns, TaskColumns } from '@throughline/database'
import type { CalendarSpec, Plan, PlanLink, PlanTask, TaskConstraint } from '@throughline/engine'

export function planOf({ start, calendarId, calendars, tasks, links }: PlanColumns): Plan {
  return {
    start,
    calendarId,
    calendars: calendars as CalendarSpec[],
    tasks: tasks.id.map((_, index) => taskAt(tasks, index)),
    links: links.id.map((_, index) => linkAt(links, index)),
  }
}

export function taskAt(tasks: TaskColumns, index: number): PlanTask {
  return {
    id: tasks.id[index] as string,
    parentId: tasks.parentId[index] ?? null,
    kind: tasks.kind[index] ?? 'task',
    durationMinutes: tasks.durationMinutes[index] ?? 0,
    calendarId: tasks.calendarId[index] ?? null,
    constraint: startNoEarlierThan(tasks.startNoEarlierThan[index] ?? null),
  }
}

export function linkAt(links: LinkColumns, index: number): PlanLink {
  return {
    id: links.id[index] as string,
    predecessorId: links.predecessorId[index] as string,
    successorId: links.successorId[index] as string,
    type: links.type[index] ?? 'FS',
    lagMinutes: links.lagMinutes[index] ?? 0,
  }
}

function startNoEarlierThan(date: number | null): TaskConstraint | null {
  return date === null ? null : { kind: 'startNoEarlierThan', date }
}

import {
  engineAssignmentOf,
  engineCalendarOf,
  engineProjectOf,
  engineResourceOf,
  engineTaskOf,
} from '@throughline/contract'
import type { AssignmentColumns, LinkColumns, PlanColumns, TaskColumns } from '@throughline/database'
import type { Plan, PlanAssignment, PlanLink, PlanTask, TaskConstraint } from '@throughline/engine'

/** A plan whose assignments have ids too, by which changes find them. */
export type PlanInput = Plan &
  Required<Pick<Plan, 'resources'>> & { readonly assignments: readonly IdentifiedAssignment[] }
export type IdentifiedAssignment = PlanAssignment & { readonly id: string }

export function planOf({ project, calendars, tasks, links, resources, assignments }: PlanColumns): PlanInput {
  return {
    ...engineProjectOf(project),
    calendars: calendars.map(engineCalendarOf),
    tasks: tasks.id.map((_, index) => taskAt(tasks, index)),
    links: links.id.map((_, index) => linkAt(links, index)),
    resources: resources.map(engineResourceOf),
    assignments: assignments.id.map((_, index) => assignmentAt(assignments, index)),
  }
}

export function taskAt(tasks: TaskColumns, index: number): PlanTask {
  const id = tasks.id[index] as string
  const parentId = tasks.parentId[index] ?? null
  const kind = tasks.kind[index] ?? 'task'
  const durationMinutes = tasks.durationMinutes[index] ?? 0
  const calendarId = tasks.calendarId[index] ?? null
  const rest = tasks.rest?.[id]
  if (rest) return engineTaskOf({ id, parentId, kind, durationMinutes, calendarId, ...rest })
  const constraint = startNoEarlierThan(tasks.startNoEarlierThan[index] ?? null)
  return { id, parentId, kind, durationMinutes, calendarId, constraint }
}

export function linkAt(links: LinkColumns, index: number): PlanLink {
  const link = {
    id: links.id[index] as string,
    predecessorId: links.predecessorId[index] as string,
    successorId: links.successorId[index] as string,
    type: links.type[index] ?? 'FS',
    lagMinutes: links.lagMinutes[index] ?? 0,
  }
  const lagUnit = links.lagUnit?.[link.id]
  return lagUnit ? { ...link, lagUnit } : link
}

export function assignmentAt(assignments: AssignmentColumns, index: number): IdentifiedAssignment {
  return engineAssignmentOf({
    id: assignments.id[index] as string,
    taskId: assignments.taskId[index] as string,
    resourceId: assignments.resourceId[index] as string,
    units: assignments.units[index] ?? 0,
    workMinutes: assignments.workMinutes[index] ?? null,
    overtimeMinutes: assignments.overtimeMinutes[index] ?? 0,
    delayMinutes: assignments.delayMinutes[index] ?? 0,
    drivesDuration: assignments.drivesDuration[index] ?? true,
  })
}

function startNoEarlierThan(date: number | null): TaskConstraint | null {
  return date === null ? null : { kind: 'startNoEarlierThan', date }
}

import type { AssignmentDefaults, AssignmentValues } from './assignment.ts'
import type { CalendarDefaults, CalendarValues } from './calendar.ts'
import {
  assignmentDefaults,
  calendarDefaults,
  linkDefaults,
  projectDefaults,
  resourceDefaults,
  standardWeek,
  taskDefaults,
} from './default-values.ts'
import type { LinkDefaults, LinkValues } from './link.ts'
import type { ProjectDefaults, ProjectValues } from './project.ts'
import type { ResourceDefaults, ResourceValues } from './resource.ts'
import type { TaskDefaults, TaskValues } from './task.ts'
import { filledIn } from './with-defaults.ts'

/**
 * What a new row holds where its values say nothing. The service fills in the same as a client does that shows a row
 * before its answer is there.
 */

/** Distance between the positions of siblings; leaves room to put tasks between two. */
export const positionStep = 1_024

const workingDay = 480

/** Without parent and position, which depend on the tasks around. */
export const newTaskFields = (values: Omit<TaskValues, 'parentId' | 'position'>) =>
  // One object that grows: spread into another, its many fields take several times as long.
  Object.assign(filledIn<TaskDefaults>(taskDefaults, values), {
    name: values.name,
    notes: values.notes ?? '',
    kind: values.kind ?? 'task',
    durationMinutes: values.durationMinutes ?? (values.kind === 'milestone' ? 0 : workingDay),
    constraintType: values.constraintType ?? 'asSoonAsPossible',
    constraintAt: values.constraintAt ?? null,
    calendarId: values.calendarId ?? null,
    percentComplete: values.percentComplete ?? 0,
  })

export const newLinkFields = (values: LinkValues) => ({
  predecessorId: values.predecessorId,
  successorId: values.successorId,
  type: values.type ?? 'FS',
  lagMinutes: values.lagMinutes ?? 0,
  ...filledIn<LinkDefaults>(linkDefaults, values),
})

/** One that derives from another says nothing of its own at first. */
export const newCalendarFields = (values: CalendarValues) => ({
  name: values.name,
  week: values.week ?? (values.baseId ? standardWeek.map(() => null) : standardWeek),
  exceptions: values.exceptions ?? [],
  ...filledIn<CalendarDefaults>(calendarDefaults, values),
})

export const newResourceFields = (values: ResourceValues) => ({
  name: values.name,
  kind: values.kind ?? 'work',
  personId: values.personId ?? null,
  calendarId: values.calendarId ?? null,
  maxUnits: values.maxUnits ?? 1,
  ...filledIn<ResourceDefaults>(resourceDefaults, values),
})

export const newAssignmentFields = (values: AssignmentValues) => ({
  taskId: values.taskId,
  resourceId: values.resourceId,
  units: values.units ?? 1,
  ...filledIn<AssignmentDefaults>(assignmentDefaults, values),
})

/** Without the calendar, which is made with it, and the start, which is today's unless said. */
export const newProjectFields = (values: ProjectValues) => ({
  name: values.name,
  description: values.description ?? '',
  timeZone: values.timeZone ?? 'UTC',
  ...filledIn<ProjectDefaults>(projectDefaults, values),
})

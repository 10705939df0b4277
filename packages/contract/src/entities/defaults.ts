import type { AssignmentValues } from './assignment.ts'
import type { LinkValues } from './link.ts'
import type { ResourceValues } from './resource.ts'
import type { TaskValues } from './task.ts'

/**
 * What a new row holds where its values say nothing. The service fills in the same as a client does that shows a row
 * before its answer is there.
 */

/** Distance between the positions of siblings; leaves room to put tasks between two. */
export const positionStep = 1_024

const workingDay = 480

/** Without parent and position, which depend on the tasks around. */
export const newTaskFields = (values: Omit<TaskValues, 'parentId' | 'position'>) => ({
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
})

export const newResourceFields = (values: ResourceValues) => ({
  name: values.name,
  kind: values.kind ?? 'work',
  personId: values.personId ?? null,
  calendarId: values.calendarId ?? null,
  maxUnits: values.maxUnits ?? 1,
})

export const newAssignmentFields = (values: AssignmentValues) => ({
  taskId: values.taskId,
  resourceId: values.resourceId,
  units: values.units ?? 1,
})

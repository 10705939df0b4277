import { assignmentSchemas } from './assignment.ts'
import { baselineSchemas } from './baseline.ts'
import { calendarSchemas } from './calendar.ts'
import { checklistItemSchemas } from './checklist-item.ts'
import { commentSchemas } from './comment.ts'
import type { EntitySchemas } from './entity-schemas.ts'
import { linkSchemas } from './link.ts'
import { projectSchemas } from './project.ts'
import { resourceSchemas } from './resource.ts'
import { taskSchemas } from './task.ts'

/** Every entity that a change set changes. */
export const entitySchemas = {
  project: projectSchemas,
  task: taskSchemas,
  link: linkSchemas,
  calendar: calendarSchemas,
  resource: resourceSchemas,
  assignment: assignmentSchemas,
  baseline: baselineSchemas,
  comment: commentSchemas,
  checklistItem: checklistItemSchemas,
} as const satisfies Record<string, EntitySchemas>

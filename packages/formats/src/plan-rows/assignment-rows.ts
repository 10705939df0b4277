import type { AssignmentValues } from '@throughline/contract'
import { clampUnits, MAXIMUM_NOTES } from '../limits.ts'
import type { DocumentRow } from './document-row.ts'
import { fitMinutes, fitText, type Problems } from './fit.ts'
import { documentRow, type RowContext } from './row-context.ts'

export function assignmentRows(context: RowContext): DocumentRow[] {
  const { tasks, resources, assignments } = context.document
  const taskNames = new Map(tasks.map(({ key, name }) => [key, name]))
  const resourceNames = new Map(resources.map(({ key, name }) => [key, name]))
  return assignments.map((assignment) => {
    const { key, guid, taskKey, resourceKey, workMinutes, remainingWorkMinutes, extra } = assignment
    const problems: Problems = []
    const values = {
      taskId: context.taskId(taskKey),
      resourceId: context.resourceId(resourceKey),
      units: clampUnits(assignment.units),
      workMinutes: workMinutes === null ? null : fitMinutes(workMinutes),
      actualWorkMinutes: fitMinutes(assignment.actualWorkMinutes),
      remainingWorkMinutes: remainingWorkMinutes === null ? null : fitMinutes(remainingWorkMinutes),
      overtimeMinutes: fitMinutes(assignment.overtimeMinutes),
      delayMinutes: fitMinutes(assignment.delayMinutes),
      drivesDuration: assignment.drivesDuration,
      notes: fitText(assignment.notes, MAXIMUM_NOTES),
    } satisfies Required<AssignmentValues>
    const name = `${resourceNames.get(resourceKey)} on ${taskNames.get(taskKey)}`
    const needs = [values.taskId, values.resourceId]
    const id = context.idOf('assignment', key)
    return documentRow('assignment', { key, guid, id, name, values, needs, extra, problems }, context)
  })
}

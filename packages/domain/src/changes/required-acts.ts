import type { ChangeOperation, ProjectAct } from '@throughline/contract'

const progressFields = new Set(['percentComplete', 'notes'])

/** The acts of the permission table that operations come to. */
export function requiredActs(operations: readonly ChangeOperation[]): Set<ProjectAct> {
  return new Set(operations.map(requiredAct))
}

function requiredAct(operation: ChangeOperation): ProjectAct {
  if (operation.entity === 'project') return 'project.change'
  const isProgress =
    operation.entity === 'task' &&
    operation.op === 'update' &&
    Object.keys(operation.patch).every((field) => progressFields.has(field))
  return isProgress ? 'task.progress' : 'plan.change'
}

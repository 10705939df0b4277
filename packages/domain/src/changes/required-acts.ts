import type { ChangeOperation, ProjectAct } from '@throughline/contract'

const progressFields = new Set(['percentComplete', 'notes'])

/** The acts of the permission table that operations come to. */
export function requiredActs(operations: readonly ChangeOperation[]): Set<ProjectAct> {
  const movesTasks = operations.some((operation) => operation.entity === 'task' && isOfExistence(operation))
  return new Set(operations.map((operation) => requiredAct(operation, movesTasks)))
}

const isOfExistence = ({ op }: ChangeOperation): boolean => op === 'delete' || op === 'restore'

/** Comments go and come back with their tasks: that takes no more than the tasks do. */
function requiredAct(operation: ChangeOperation, movesTasks: boolean): ProjectAct {
  if (operation.entity === 'project') return 'project.change'
  if (operation.entity === 'comment') return movesTasks && isOfExistence(operation) ? 'plan.change' : 'comment.write'
  const isProgress =
    operation.entity === 'task' &&
    operation.op === 'update' &&
    Object.keys(operation.patch).every((field) => progressFields.has(field))
  return isProgress ? 'task.progress' : 'plan.change'
}

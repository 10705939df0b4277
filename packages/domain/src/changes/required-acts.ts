import type { ChangeEntity, ChangeOperation, ProjectAct } from '@throughline/contract'

const progressFields: Readonly<Partial<Record<ChangeEntity, readonly string[]>>> = {
  task: ['percentComplete', 'notes'],
  checklistItem: ['isDone'],
}

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
  return isProgress(operation) ? 'task.progress' : 'plan.change'
}

function isProgress(operation: ChangeOperation): boolean {
  const fields = progressFields[operation.entity]
  return operation.op === 'update' && Object.keys(operation.patch).every((field) => fields?.includes(field))
}

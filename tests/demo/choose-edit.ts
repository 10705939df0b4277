import type { Plan, Task } from '@throughline/contract'

export interface PlannedEdit {
  taskId: string
  name: string
  formerMinutes: number
  durationMinutes: number
  successorCount: number
}

const day = 480

/** A duration to change so that dates move: of a critical task with successors where there is one. Null without any task. */
export function chooseEdit({ tasks, links }: Pick<Plan, 'tasks' | 'links'>): PlannedEdit | null {
  const successors = new Map<string, number>()
  for (const { predecessorId, type } of links) {
    if (type === 'FS' || type === 'FF') successors.set(predecessorId, (successors.get(predecessorId) ?? 0) + 1)
  }
  const rank = (task: Task) => (successors.has(task.id) ? 2 : 0) + (task.isCritical ? 1 : 0)
  const choice = tasks
    .filter((task) => task.kind === 'task' && !task.isSummary)
    .toSorted((a, b) => rank(b) - rank(a))[0]
  if (!choice) return null
  return {
    taskId: choice.id,
    name: choice.name,
    formerMinutes: choice.durationMinutes,
    durationMinutes: choice.durationMinutes + 2 * day,
    successorCount: successors.get(choice.id) ?? 0,
  }
}

import type { ChangeOperation, Task, TaskPatch } from '@throughline/contract'

/** A change set in the making. */
export interface Edit {
  readonly summary: string
  readonly operations: ChangeOperation[]
}

/** An edit; null when nothing would change; a text that says why it cannot be. */
export type EditOutcome = Edit | null | string

/** A name as summaries quote it. */
export const short = (name: string): string => `“${name.length > 60 ? `${name.slice(0, 59)}…` : name}”`

export function patchTask(task: Task, patch: TaskPatch, summary: string): Edit {
  return { summary, operations: [{ op: 'update', entity: 'task', id: task.id, patch }] }
}

import type { DateField, Plan, Task } from '@throughline/contract'
import type { EditOutcome } from './edit.ts'

/** What the panel of a task shows, as addresses name it. */
export const taskTabs = ['details', 'comments', 'history'] as const
export type TaskTab = (typeof taskTabs)[number]

/** Fields that the panel edits by text as the cells of the table are. */
export type TextField = 'name' | 'duration' | 'start' | 'done'

/** What a panel beside the schedule is given: the task to show, and how to act on the plan. */
export interface TaskPanelProps {
  readonly plan: Plan
  readonly task: Task
  readonly tab: TaskTab
  /** The comment that the address leads to. */
  readonly shownCommentId: string | null
  /** Another value asks for the focus. */
  readonly asked: number
  /** The number of a task's row. */
  readonly numberOf: (taskId: string) => number | undefined
  /** The edit that a text typed into a field asks for. */
  readonly editOf: (task: Task, field: TextField, text: string) => EditOutcome
  readonly onEdit: (outcome: EditOutcome) => void
  readonly onTab: (tab: TaskTab) => void
  /** Chooses another task. */
  readonly onTask: (taskId: string) => void
  readonly onWhy: (field: DateField) => void
  readonly onClose: () => void
}

import type { GanttOptions } from './gantt-options.ts'
import type { GanttLink, GanttRow } from './gantt-rows.ts'
import { leastShaded } from './theme.ts'

export type LegendKind =
  | 'task'
  | 'done'
  | 'critical'
  | 'summary'
  | 'milestone'
  | 'interrupted'
  | 'inactive'
  | 'baseline'
  | 'deadline'
  | 'link'
  | 'dayOff'
  | 'status'

export interface LegendItem {
  readonly kind: LegendKind
  readonly label: string
}

interface Shown {
  readonly rows: readonly GanttRow[]
  readonly links: readonly GanttLink[]
  readonly options: GanttOptions
  readonly axis: { readonly pointsPerMinute: number }
  readonly statusDate: number | null
}

/** What the signs mean that are used in the chart. */
export function legendOf({ rows, links, axis, statusDate }: Shown): LegendItem[] {
  const some = (test: (row: GanttRow) => boolean) => rows.some(test)
  const isTask = (row: GanttRow) => row.kind === 'task' && row.span !== null
  const items: readonly (readonly [LegendKind, string, boolean])[] = [
    ['task', 'Task', some((row) => isTask(row) && !row.isCritical)],
    ['critical', 'Critical task', some((row) => row.isCritical)],
    ['done', 'Done', some((row) => isTask(row) && row.percentComplete > 0)],
    ['interrupted', 'Interrupted', some(({ parts }) => parts.length > 0)],
    ['inactive', 'Inactive', some(({ isActive }) => !isActive)],
    ['summary', 'Summary', some(({ kind }) => kind === 'summary')],
    ['milestone', 'Milestone', some(({ kind }) => kind === 'milestone')],
    ['baseline', 'Baseline', some(({ baseline }) => baseline !== null)],
    ['deadline', 'Deadline', some(({ deadline }) => deadline !== null)],
    ['link', 'Link', links.length > 0],
    ['dayOff', 'No work', axis.pointsPerMinute * 1440 >= leastShaded],
    ['status', 'Status date', statusDate !== null],
  ]
  return items.flatMap(([kind, label, isShown]) => (isShown ? [{ kind, label }] : []))
}

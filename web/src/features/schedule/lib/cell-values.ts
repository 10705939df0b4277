import type { Task } from '@throughline/contract'
import { formatDay } from '../../../lib/dates.ts'
import { formatDuration, formatTaskDuration, formatVariance } from '../../../lib/duration.ts'
import { type ColumnKey, customPrefix } from './columns.ts'
import { constraintLabel } from './constraints.ts'
import type { OutlineEntry } from './outline.ts'
import { type PlanIndex, predecessorsText, resourcesText, successorsText } from './plan-index.ts'
import { text } from './text.ts'

/** What cells are read from. */
export interface CellSource {
  readonly index: PlanIndex
  readonly varianceOf?: ((task: Task) => number | null) | undefined
}

/** How cells of a column sort: numbers and texts, null where there is nothing to be said. */
export type SortValue = string | number | null

interface Reader {
  readonly text: (entry: OutlineEntry, source: CellSource) => string
  /** Left out where the text sorts as it is. */
  readonly value?: (entry: OutlineEntry, source: CellSource) => SortValue
}

const day = (of: (task: Task) => string | null): Reader => ({
  text: ({ task }) => formatDay(of(task)),
  value: ({ task }) => of(task),
})
const float = (of: (task: Task) => number | null): Reader => ({
  text({ task, hasChildren }, { index }) {
    const minutes = of(task)
    return minutes === null || hasChildren ? '' : formatDuration(minutes, index.plan.project)
  },
  value: ({ task, hasChildren }) => (hasChildren ? null : of(task)),
})
const flag = (of: (task: Task) => boolean): Reader => ({
  text: ({ task }) => (of(task) ? text('yes') : text('no')),
  value: ({ task }) => (of(task) ? 1 : 0),
})

const readers: Readonly<Record<ColumnKey, Reader>> = {
  number: { text: ({ number }) => (number > 0 ? String(number) : ''), value: ({ number }) => number },
  wbs: { text: ({ wbs }) => wbs, value: ({ number }) => number },
  name: { text: ({ task }) => task.name },
  duration: {
    text: ({ task, hasChildren }, { index }) => (hasChildren ? '' : formatTaskDuration(task, index.plan.project)),
    value: ({ task, hasChildren }) => (hasChildren ? null : task.durationMinutes),
  },
  start: day((task) => task.earlyStart),
  finish: day((task) => task.earlyFinish),
  variance: {
    text({ task }, { index, varianceOf }) {
      const minutes = varianceOf?.(task) ?? null
      return minutes === null ? '' : formatVariance(minutes, index.plan.project)
    },
    value: ({ task }, { varianceOf }) => varianceOf?.(task) ?? null,
  },
  predecessors: { text: ({ task }, { index }) => predecessorsText(index, task.id) },
  successors: { text: ({ task }, { index }) => successorsText(index, task.id) },
  resources: { text: ({ task }, { index }) => resourcesText(index, task.id) },
  done: {
    text: ({ task, hasChildren }) => (hasChildren || task.percentComplete === 0 ? '' : `${task.percentComplete}%`),
    value: ({ task }) => task.percentComplete,
  },
  float: float((task) => task.totalFloatMinutes),
  freeFloat: float((task) => task.freeFloatMinutes),
  lateStart: day((task) => task.lateStart),
  lateFinish: day((task) => task.lateFinish),
  deadline: day((task) => task.deadline),
  constraint: {
    text: ({ task }) => (task.constraintType === 'asSoonAsPossible' ? '' : constraintLabel(task.constraintType)),
  },
  constraintAt: day((task) => task.constraintAt),
  calendar: {
    text: ({ task }, { index }) =>
      task.calendarId === null ? '' : (index.plan.calendars.find(({ id }) => id === task.calendarId)?.name ?? ''),
  },
  priority: { text: ({ task }) => String(task.priority), value: ({ task }) => task.priority },
  active: flag((task) => task.isActive),
  critical: flag((task) => task.isCritical),
  actualStart: day((task) => task.actualStart),
  actualFinish: day((task) => task.actualFinish),
  work: {
    text(entry, { index }) {
      const minutes = workOf(entry, index)
      return minutes === null ? '' : formatDuration(minutes, index.plan.project)
    },
    value: (entry, { index }) => workOf(entry, index),
  },
  notes: { text: ({ task }) => task.notes },
}

/** Minutes of all who are assigned; null without anybody. */
function workOf({ task }: OutlineEntry, index: PlanIndex): number | null {
  const assignments = index.assignmentsOf.get(task.id)
  if (!assignments) return null
  const minutes = ({ workMinutes, units }: (typeof assignments)[number]) => workMinutes ?? task.durationMinutes * units
  return Math.round(assignments.reduce((sum, each) => sum + minutes(each), 0))
}

/** What a cell says in words, as it is shown, copied and searched. */
export function cellText(entry: OutlineEntry, column: ColumnKey, source: CellSource): string {
  if (entry.group) return column === 'name' ? entry.task.name : ''
  if (column.startsWith(customPrefix)) return customText(entry.task, column, source.index)
  return readers[column]?.text(entry, source) ?? ''
}

/** By what a cell sorts, is compared and grouped. */
export function cellValue(entry: OutlineEntry, column: ColumnKey, source: CellSource): SortValue {
  if (column.startsWith(customPrefix)) {
    const value = entry.task.customFields[column.slice(customPrefix.length)]
    return value === undefined ? null : typeof value === 'boolean' ? Number(value) : value
  }
  const reader = readers[column]
  if (reader?.value) return reader.value(entry, source)
  return reader?.text(entry, source).toLowerCase() || null
}

function customText(task: Task, column: ColumnKey, { plan }: PlanIndex): string {
  const key = column.slice(customPrefix.length)
  const value = task.customFields[key]
  const type = plan.project.customFields.find((field) => field.key === key)?.type
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? text('yes') : text('no')
  if (type === 'date') return formatDay(String(value))
  if (typeof value === 'number' && type === 'duration') return formatDuration(value, plan.project)
  return typeof value === 'number' && type === 'cost' ? (value / 100).toFixed(2) : String(value)
}

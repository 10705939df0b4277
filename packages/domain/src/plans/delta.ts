import {
  type ComputedColumns,
  type ComputedRow,
  computedColumnsOf,
  type PlanDelta,
  type Task,
} from '@throughline/contract'
import type { PlanEntity, PlanRowOf, ProjectRow } from '@throughline/database'
import { presentProject } from '../projects/present-project.ts'

/** Rows of a delta at most, where an event carries it; a larger one is pulled. */
export const maximumDeltaRows = 750

export interface DeltaInput {
  from: number
  to: number
  project: ProjectRow | null
  rows?: { [Entity in PlanEntity]?: readonly PlanRowOf[Entity][] }
  computed?: ComputedColumns
  deleted?: { [Entity in PlanEntity]?: readonly string[] }
}

/** What clients apply to get from one revision to another; the one place where rows become a delta. */
export function buildDelta({
  from,
  to,
  project,
  rows = {},
  computed = computedColumnsOf([]),
  deleted = {},
}: DeltaInput): PlanDelta {
  return {
    from,
    to,
    project: project && presentProject(project),
    tasks: (rows.task ?? []).map(presentTask),
    links: [...(rows.link ?? [])],
    calendars: [...(rows.calendar ?? [])],
    resources: [...(rows.resource ?? [])],
    assignments: [...(rows.assignment ?? [])],
    baselines: [...(rows.baseline ?? [])],
    comments: [...(rows.comment ?? [])],
    checklistItems: [...(rows.checklistItem ?? [])],
    computed,
    deleted: {
      tasks: [...(deleted.task ?? [])],
      links: [...(deleted.link ?? [])],
      calendars: [...(deleted.calendar ?? [])],
      resources: [...(deleted.resource ?? [])],
      assignments: [...(deleted.assignment ?? [])],
      baselines: [...(deleted.baseline ?? [])],
      comments: [...(deleted.comment ?? [])],
      checklistItems: [...(deleted.checklistItem ?? [])],
    },
  }
}

export function presentTask({ editedRevision: _, ...task }: PlanRowOf['task']): Task {
  return task
}

export const presentComputed = (row: PlanRowOf['task']): ComputedRow => ({
  id: row.id,
  isSummary: row.isSummary,
  earlyStart: row.earlyStart,
  earlyFinish: row.earlyFinish,
  lateStart: row.lateStart,
  lateFinish: row.lateFinish,
  totalFloatMinutes: row.totalFloatMinutes,
  freeFloatMinutes: row.freeFloatMinutes,
  isCritical: row.isCritical,
  revision: row.revision,
})

import { z } from 'zod'
import { assignment } from './entities/assignment.ts'
import { baseline } from './entities/baseline.ts'
import { calendar } from './entities/calendar.ts'
import { checklistItem } from './entities/checklist-item.ts'
import { comment } from './entities/comment.ts'
import { link } from './entities/link.ts'
import { project } from './entities/project.ts'
import { resource } from './entities/resource.ts'
import { computedTask, task } from './entities/task.ts'
import { id, revision } from './primitives.ts'

const rows = {
  tasks: z.array(task),
  links: z.array(link),
  calendars: z.array(calendar),
  resources: z.array(resource),
  assignments: z.array(assignment),
  baselines: z.array(baseline),
  comments: z.array(comment).default([]),
  checklistItems: z.array(checklistItem).default([]),
}

/** A whole project at one revision. Tasks come parents first, siblings by position. */
export const plan = z.object({ project, ...rows }).meta({ id: 'Plan' })

/** Computed fields of one task, without those that people set: what a recompute moves. */
export const computedRow = z.object({ id, ...computedTask.shape, revision })

/** Computed rows as columns of one length, which takes half the room: the name of each field stands there once. */
export const computedColumns = z
  .object({
    id: z.array(id),
    isSummary: z.array(computedTask.shape.isSummary),
    earlyStart: z.array(computedTask.shape.earlyStart),
    earlyFinish: z.array(computedTask.shape.earlyFinish),
    lateStart: z.array(computedTask.shape.lateStart),
    lateFinish: z.array(computedTask.shape.lateFinish),
    totalFloatMinutes: z.array(computedTask.shape.totalFloatMinutes),
    freeFloatMinutes: z.array(computedTask.shape.freeFloatMinutes),
    isCritical: z.array(computedTask.shape.isCritical),
    revision: z.array(revision),
  })
  .meta({ id: 'ComputedColumns' })

/**
 * What changed after one revision up to another: whole rows that were written, computed fields of tasks that
 * only a recompute touched, and ids of deleted rows. Applying it to the plan at `from` gives the plan at `to`.
 */
export const planDelta = z
  .object({
    from: revision,
    to: revision,
    project: project.omit({ role: true, acts: true }).nullable(),
    ...rows,
    computed: computedColumns,
    deleted: z.object({
      tasks: z.array(id),
      links: z.array(id),
      calendars: z.array(id),
      resources: z.array(id),
      assignments: z.array(id),
      baselines: z.array(id),
      comments: z.array(id).default([]),
      checklistItems: z.array(id).default([]),
    }),
  })
  .meta({ id: 'PlanDelta' })

export type Plan = z.infer<typeof plan>
export type ComputedRow = z.infer<typeof computedRow>
export type ComputedColumns = z.infer<typeof computedColumns>

/** A field of each, and no other: rows are read by a page that has not the schema. */
const columns: Readonly<Record<keyof ComputedRow, true>> = {
  ...{ id: true, isSummary: true, earlyStart: true, earlyFinish: true, lateStart: true, lateFinish: true },
  ...{ totalFloatMinutes: true, freeFloatMinutes: true, isCritical: true, revision: true },
}
const columnNames = Object.keys(columns) as (keyof ComputedRow)[]

export const computedColumnsOf = (rows: readonly ComputedRow[]): ComputedColumns =>
  Object.fromEntries(columnNames.map((name) => [name, rows.map((row) => row[name])])) as ComputedColumns

export const computedRowsOf = (columns: ComputedColumns): ComputedRow[] =>
  columns.id.map(
    (_, index) => Object.fromEntries(columnNames.map((name) => [name, columns[name][index]])) as ComputedRow,
  )
export type PlanDelta = z.infer<typeof planDelta>

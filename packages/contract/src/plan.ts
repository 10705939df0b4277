import { z } from 'zod'
import { assignment } from './entities/assignment.ts'
import { baseline } from './entities/baseline.ts'
import { calendar } from './entities/calendar.ts'
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
}

/** A whole project at one revision. Tasks come parents first, siblings by position. */
export const plan = z.object({ project, ...rows }).meta({ id: 'Plan' })

/** Computed fields of one task, without those that people set: what a recompute moves. */
export const computedRow = z.object({ id, ...computedTask.shape, revision }).meta({ id: 'ComputedRow' })

/**
 * What changed after one revision up to another: whole rows that were written, computed fields of tasks that
 * only a recompute touched, and ids of deleted rows. Applying it to the plan at `from` gives the plan at `to`.
 */
export const planDelta = z
  .object({
    from: revision,
    to: revision,
    project: project.omit({ role: true }).nullable(),
    ...rows,
    computed: z.array(computedRow),
    deleted: z.object({
      tasks: z.array(id),
      links: z.array(id),
      calendars: z.array(id),
      resources: z.array(id),
      assignments: z.array(id),
      baselines: z.array(id),
    }),
  })
  .meta({ id: 'PlanDelta' })

export type Plan = z.infer<typeof plan>
export type ComputedRow = z.infer<typeof computedRow>
export type PlanDelta = z.infer<typeof planDelta>

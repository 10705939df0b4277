import { z } from 'zod'
import { id, instant, label, revision, wallTime } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

const settable = z.strictObject({ name: label(200) }, { error: refusing(() => baselineSchemas) })

/** Creating a baseline captures the dates that the plan has at that moment; only its name can be changed afterwards. */
export const baselineValues = settable.meta({ id: 'BaselineValues' })
export const baselinePatch = settable.partial().meta({ id: 'BaselinePatch' })
export const baseline = z
  .object({
    id,
    projectId: id,
    ...settable.shape,
    capturedAt: instant,
    capturedRevision: revision.meta({ description: 'The plan whose dates it holds' }),
    startsAt: wallTime,
    finishesAt: wallTime.nullable(),
    revision,
  })
  .meta({ id: 'Baseline' })

export const baselineSchemas: EntitySchemas = {
  name: 'baseline',
  read: baseline,
  values: baselineValues,
  patch: baselinePatch,
  computed: [],
}

/** What a baseline holds of one task. */
export const baselineTask = z
  .object({
    taskId: id,
    earlyStart: wallTime,
    earlyFinish: wallTime,
    durationMinutes: z.int().nullable().meta({ description: 'Null for a summary: it follows from the dates' }),
  })
  .meta({ id: 'BaselineTask' })

const dates = z.object({ earlyStart: wallTime, earlyFinish: wallTime, durationMinutes: z.int() })

/** How far a task is from a baseline; minutes of working time on the task's calendar, positive is later or longer. */
const taskVariance = z
  .object({
    taskId: id,
    name: z.string(),
    state: z.enum(['same', 'moved', 'added', 'removed']),
    baseline: dates.nullable(),
    current: dates.nullable().meta({ description: 'Null too for a task that has not been computed yet' }),
    startVarianceMinutes: z.int().nullable(),
    finishVarianceMinutes: z.int().nullable(),
    durationVarianceMinutes: z.int().nullable(),
  })
  .meta({ id: 'TaskVariance' })

export const variance = z
  .object({
    baseline,
    revision,
    finishVarianceMinutes: z.int().nullable().meta({ description: 'Of the project, on its calendar' }),
    counts: z.object({ same: z.int(), moved: z.int(), added: z.int(), removed: z.int() }),
    tasks: z.array(taskVariance).meta({ description: 'In the order of the outline, removed ones last' }),
  })
  .meta({ id: 'Variance' })

export type BaselineValues = z.infer<typeof baselineValues>
export type BaselinePatch = z.infer<typeof baselinePatch>
export type Baseline = z.infer<typeof baseline>
export type BaselineTask = z.infer<typeof baselineTask>
export type TaskVariance = z.infer<typeof taskVariance>
export type Variance = z.infer<typeof variance>

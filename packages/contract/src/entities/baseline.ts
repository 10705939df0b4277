import { z } from 'zod'
import { id, instant, label, minorUnits, revision, wallTime, workingMinutes } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'
import { withDefaults } from './with-defaults.ts'

const error = refusing(() => baselineSchemas)
const settable = z.strictObject({ name: label(200) }, { error })

const dated = {
  taskId: id,
  earlyStart: wallTime,
  earlyFinish: wallTime,
  durationMinutes: workingMinutes.nullable().meta({ description: 'Null for a summary: it follows from the dates' }),
}
const measured = { workMinutes: z.int().min(0).max(2_147_483_647).nullable(), costMinor: minorUnits.nullable() }
const measures = { workMinutes: null, costMinor: null }

/** What a baseline holds of one task. */
export const baselineTask = z.object({ ...dated, ...withDefaults(measured, measures) }).meta({ id: 'BaselineTask' })

const baselineTaskValues = z
  .strictObject({ ...dated, ...measured })
  .partial({ workMinutes: true, costMinor: true })
  .refine((task) => task.earlyStart <= task.earlyFinish, 'finishes before it starts')

/**
 * Creating a baseline captures the dates that the plan has at that moment, or takes `tasks`, which an import brings from
 * elsewhere. Only its name can be changed afterwards. `number` 0 to 10 is its place in files; left out, the next free one,
 * null where none is.
 */
export const baselineValues = z
  .strictObject(
    {
      ...settable.shape,
      number: z.int().min(0).max(10).nullable().optional(),
      tasks: z.array(baselineTaskValues).min(1).max(50_000).optional(),
    },
    { error },
  )
  .meta({ id: 'BaselineValues' })
export const baselinePatch = settable.partial().meta({ id: 'BaselinePatch' })
export const baseline = z
  .object({
    id,
    projectId: id,
    ...settable.shape,
    number: z.int().nullable().default(null),
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

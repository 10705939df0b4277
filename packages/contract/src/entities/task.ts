import { z } from 'zod'
import { id, instant, label, revision, text, wallTime, workingMinutes } from '../primitives.ts'
import { customValues } from './custom-field.ts'
import { taskDefaults } from './default-values.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'
import { withDefaults } from './with-defaults.ts'

export const taskKind = z.enum(['task', 'milestone'])
export const constraintType = z.enum([
  'asSoonAsPossible',
  'asLateAsPossible',
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
  'mustStartOn',
  'mustFinishOn',
])

/** Which of work, units and duration yields when one of them changes. */
export const effortType = z.enum(['fixedUnits', 'fixedDuration', 'fixedWork'])

/** In what a duration is shown and typed; the project says how long a day, week and month are. */
export const durationUnit = z.enum(['minutes', 'hours', 'days', 'weeks', 'months'])

export const taskSplit = z.strictObject({ afterMinutes: z.int().min(1), gapMinutes: z.int().min(1) })

/** Three-point estimate of the duration, in its minutes. */
export const estimate = z
  .strictObject({
    optimisticMinutes: workingMinutes,
    mostLikelyMinutes: workingMinutes,
    pessimisticMinutes: workingMinutes,
  })
  .refine(
    ({ optimisticMinutes, mostLikelyMinutes, pessimisticMinutes }) =>
      optimisticMinutes <= mostLikelyMinutes && mostLikelyMinutes <= pessimisticMinutes,
    'goes from optimistic over most likely to pessimistic',
  )

/** What people set on a task. Position orders siblings; the gaps between positions let one be put between two others. */
const fields = z.strictObject(
  {
    name: label(500),
    notes: text(20_000),
    wbs: text(200).meta({ description: 'A code of its own; empty: the outline number counts' }),
    kind: taskKind,
    parentId: id.nullable(),
    position: z.number(),
    durationMinutes: workingMinutes.meta({
      description:
        'Working minutes (480 is the usual day), or minutes around the clock when elapsed. Ignored for summaries',
    }),
    durationUnit,
    isElapsed: z.boolean().meta({ description: 'The duration runs around the clock, whatever the calendars say' }),
    isEstimated: z.boolean(),
    estimate: estimate.nullable(),
    constraintType,
    constraintAt: wallTime.nullable(),
    isConstraintMandatory: z.boolean().meta({ description: 'The constraint wins over links whatever the options say' }),
    deadline: wallTime.nullable(),
    calendarId: id.nullable().meta({ description: 'Null: the project calendar' }),
    ignoresResourceCalendars: z.boolean(),
    isManual: z.boolean().meta({ description: 'Placed by hand: links do not move it' }),
    manualStart: wallTime.nullable(),
    manualFinish: wallTime.nullable(),
    isActive: z.boolean().meta({ description: 'An inactive task neither drives nor counts' }),
    milestoneAt: z
      .enum(['start', 'finish'])
      .nullable()
      .meta({ description: 'Whether a milestone lies where working periods start or end; null: wherever links say' }),
    percentComplete: z.int().min(0).max(100),
    actualStart: wallTime.nullable(),
    actualFinish: wallTime.nullable(),
    actualMinutes: workingMinutes.meta({ description: 'Done of the duration' }),
    resumeAt: wallTime.nullable().meta({ description: 'When the rest goes on; null: at once' }),
    splits: z.array(taskSplit).max(1_000).meta({ description: 'Interruptions, in minutes of the duration' }),
    levelingDelayMinutes: workingMinutes.meta({ description: 'Minutes around the clock' }),
    priority: z.int().min(0).max(1000),
    effortType,
    isEffortDriven: z.boolean(),
    customFields: customValues,
  },
  { error: refusing(() => taskSchemas) },
)

/** What a new task has where nothing is said, and what goes without saying in answers. */
export type TaskDefaults = Pick<z.infer<typeof fields>, keyof typeof taskDefaults>

/** `position` left out puts the task last among its siblings. */
export const taskValues = fields.partial().required({ name: true }).meta({ id: 'TaskValues' })
export const taskPatch = fields.partial().meta({ id: 'TaskPatch' })

/** What the engine computes; null until the first recompute. Floats are working minutes of the task's calendar. */
export const computedTask = z.object({
  isSummary: z.boolean(),
  earlyStart: wallTime.nullable(),
  earlyFinish: wallTime.nullable(),
  lateStart: wallTime.nullable(),
  lateFinish: wallTime.nullable(),
  totalFloatMinutes: z.int().nullable(),
  freeFloatMinutes: z.int().nullable(),
  isCritical: z.boolean(),
})

export const task = z
  .object({
    id,
    projectId: id,
    ...withDefaults(fields.shape, taskDefaults),
    ...computedTask.shape,
    revision,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Task' })

export const taskSchemas: EntitySchemas = {
  name: 'task',
  read: task,
  values: taskValues,
  patch: taskPatch,
  computed: Object.keys(computedTask.shape),
}

export type TaskKind = z.infer<typeof taskKind>
export type ConstraintType = z.infer<typeof constraintType>
export type TaskValues = z.infer<typeof taskValues>
export type TaskPatch = z.infer<typeof taskPatch>
export type ComputedTask = z.infer<typeof computedTask>
export type Task = z.infer<typeof task>
/** As it is sent, without what goes without saying. */
export type SentTask = z.input<typeof task>

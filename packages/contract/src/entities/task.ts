import { z } from 'zod'
import { id, instant, label, revision, text, wallTime, workingMinutes } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

export const taskKind = z.enum(['task', 'milestone'])
export const constraintType = z.enum(['asSoonAsPossible', 'startNoEarlierThan'])

/** What people set on a task. Position orders siblings; the gaps between positions let one be put between two others. */
const fields = z.strictObject(
  {
    name: label(500),
    notes: text(20_000),
    kind: taskKind,
    parentId: id.nullable(),
    position: z.number(),
    durationMinutes: workingMinutes.meta({ description: 'Working minutes; 480 is a day. Ignored for summaries' }),
    constraintType,
    constraintAt: wallTime.nullable(),
    calendarId: id.nullable().meta({ description: 'Null: the project calendar' }),
    percentComplete: z.int().min(0).max(100),
  },
  { error: refusing(() => taskSchemas) },
)

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
    ...fields.shape,
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
export type Task = z.infer<typeof task>

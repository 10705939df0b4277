import { z } from 'zod'
import { id, revision, text, workingMinutes } from '../primitives.ts'
import { assignmentDefaults } from './default-values.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'
import { withDefaults } from './with-defaults.ts'

const error = refusing(() => assignmentSchemas)

const settable = z.strictObject(
  {
    units: z.number().min(0).max(1_000).meta({ description: '1 is 100 %' }),
    workMinutes: workingMinutes.nullable().meta({ description: 'Null: duration times units' }),
    actualWorkMinutes: workingMinutes,
    remainingWorkMinutes: workingMinutes.nullable(),
    overtimeMinutes: workingMinutes.meta({ description: 'Of the work, what takes no working time' }),
    delayMinutes: workingMinutes.meta({ description: 'Working minutes after the start of the task' }),
    drivesDuration: z.boolean().meta({ description: 'Whether its work over its units is what takes the time' }),
    notes: text(20_000),
  },
  { error },
)

export type AssignmentDefaults = Pick<z.infer<typeof settable>, keyof typeof assignmentDefaults>

export const assignmentValues = z
  .strictObject({ taskId: id, resourceId: id, ...settable.partial().shape }, { error })
  .meta({ id: 'AssignmentValues' })
export const assignmentPatch = settable.partial().meta({ id: 'AssignmentPatch' })
export const assignment = z
  .object({
    id,
    projectId: id,
    taskId: id,
    resourceId: id,
    ...withDefaults(settable.shape, assignmentDefaults),
    revision,
  })
  .meta({ id: 'Assignment' })

export const assignmentSchemas: EntitySchemas = {
  name: 'assignment',
  read: assignment,
  values: assignmentValues,
  patch: assignmentPatch,
  computed: [],
}

export type AssignmentValues = z.infer<typeof assignmentValues>
export type AssignmentPatch = z.infer<typeof assignmentPatch>
export type Assignment = z.infer<typeof assignment>
/** As it is sent, without what goes without saying. */
export type SentAssignment = z.input<typeof assignment>

import { z } from 'zod'
import { id, revision } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

const error = refusing(() => assignmentSchemas)

const settable = z.strictObject({ units: z.number().min(0).max(1_000).meta({ description: '1 is 100 %' }) }, { error })

export const assignmentValues = z
  .strictObject({ taskId: id, resourceId: id, ...settable.partial().shape }, { error })
  .meta({ id: 'AssignmentValues' })
export const assignmentPatch = settable.partial().meta({ id: 'AssignmentPatch' })
export const assignment = z
  .object({ id, projectId: id, taskId: id, resourceId: id, ...settable.shape, revision })
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

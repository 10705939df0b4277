import { z } from 'zod'
import { id, label, revision } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

export const resourceKind = z.enum(['work', 'material', 'cost'])

const fields = z.strictObject(
  {
    name: label(200),
    kind: resourceKind,
    personId: id.nullable().meta({ description: 'The person who does the work; gets mail on assignment' }),
    calendarId: id.nullable(),
    maxUnits: z.number().min(0).max(1_000).meta({ description: '1 is 100 %' }),
  },
  { error: refusing(() => resourceSchemas) },
)

export const resourceValues = fields.partial().required({ name: true }).meta({ id: 'ResourceValues' })
export const resourcePatch = fields.partial().meta({ id: 'ResourcePatch' })
export const resource = z.object({ id, projectId: id, ...fields.shape, revision }).meta({ id: 'Resource' })

export const resourceSchemas: EntitySchemas = {
  name: 'resource',
  read: resource,
  values: resourceValues,
  patch: resourcePatch,
  computed: [],
}

export type ResourceKind = z.infer<typeof resourceKind>
export type ResourceValues = z.infer<typeof resourceValues>
export type ResourcePatch = z.infer<typeof resourcePatch>
export type Resource = z.infer<typeof resource>

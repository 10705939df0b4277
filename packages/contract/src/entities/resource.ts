import { z } from 'zod'
import { id, label, minorUnits, revision, text, wallTime } from '../primitives.ts'
import { resourceDefaults } from './default-values.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'
import { withDefaults } from './with-defaults.ts'

export const resourceKind = z.enum(['work', 'material', 'cost'])

/** From a moment to before another, either open when null; 1 = 100 %. */
export const availability = z.strictObject({
  from: wallTime.nullable(),
  to: wallTime.nullable(),
  units: z.number().min(0).max(1_000),
})

const fields = z.strictObject(
  {
    name: label(200),
    kind: resourceKind,
    personId: id.nullable().meta({ description: 'The person who does the work; gets mail on assignment' }),
    calendarId: id.nullable(),
    maxUnits: z.number().min(0).max(1_000).meta({ description: '1 is 100 %' }),
    availability: z.array(availability).max(500).meta({ description: 'Where it says something, it counts instead' }),
    email: text(320).nullable(),
    notes: text(20_000),
    standardRateMinor: minorUnits.meta({ description: 'Hundredths of the currency for an hour of work' }),
    overtimeRateMinor: minorUnits,
    costPerUseMinor: minorUnits,
  },
  { error: refusing(() => resourceSchemas) },
)

export type ResourceDefaults = Pick<z.infer<typeof fields>, keyof typeof resourceDefaults>

export const resourceValues = fields.partial().required({ name: true }).meta({ id: 'ResourceValues' })
export const resourcePatch = fields.partial().meta({ id: 'ResourcePatch' })
export const resource = z
  .object({ id, projectId: id, ...withDefaults(fields.shape, resourceDefaults), revision })
  .meta({ id: 'Resource' })

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

import { z } from 'zod'
import { id, lagMinutes, revision } from '../primitives.ts'
import { linkDefaults } from './default-values.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'
import { withDefaults } from './with-defaults.ts'

/** Finish-to-start, start-to-start, finish-to-finish, start-to-finish. */
export const linkType = z.enum(['FS', 'SS', 'FF', 'SF'])

/** `percent`: of the predecessor's duration; the percentage then stands in `lagMinutes`. `elapsed`: around the clock. */
export const lagUnit = z.enum(['working', 'elapsed', 'percent'])

const error = refusing(() => linkSchemas)

const settable = z.strictObject(
  {
    type: linkType,
    lagMinutes: lagMinutes.meta({
      description:
        'Working minutes of the calendar that the project options name (default: of the successor), or as the unit says; negative is a lead',
    }),
    lagUnit,
  },
  { error },
)

export type LinkDefaults = Pick<z.infer<typeof settable>, keyof typeof linkDefaults>

export const linkValues = z
  .strictObject({ predecessorId: id, successorId: id, ...settable.partial().shape }, { error })
  .meta({ id: 'LinkValues' })
export const linkPatch = settable.partial().meta({ id: 'LinkPatch' })
export const link = z
  .object({
    id,
    projectId: id,
    predecessorId: id,
    successorId: id,
    ...withDefaults(settable.shape, linkDefaults),
    revision,
  })
  .meta({ id: 'Link' })

export const linkSchemas: EntitySchemas = {
  name: 'link',
  read: link,
  values: linkValues,
  patch: linkPatch,
  computed: [],
}

export type LagUnit = z.infer<typeof lagUnit>
export type LinkType = z.infer<typeof linkType>
export type LinkValues = z.infer<typeof linkValues>
export type LinkPatch = z.infer<typeof linkPatch>
export type Link = z.infer<typeof link>
/** As it is sent, without what goes without saying. */
export type SentLink = z.input<typeof link>

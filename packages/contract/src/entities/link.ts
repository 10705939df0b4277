import { z } from 'zod'
import { id, lagMinutes, revision } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

/** Finish-to-start, start-to-start, finish-to-finish, start-to-finish. */
export const linkType = z.enum(['FS', 'SS', 'FF', 'SF'])

const error = refusing(() => linkSchemas)

const settable = z.strictObject(
  {
    type: linkType,
    lagMinutes: lagMinutes.meta({ description: 'Working minutes of the successor calendar; negative is a lead' }),
  },
  { error },
)

export const linkValues = z
  .strictObject({ predecessorId: id, successorId: id, ...settable.partial().shape }, { error })
  .meta({ id: 'LinkValues' })
export const linkPatch = settable.partial().meta({ id: 'LinkPatch' })
export const link = z
  .object({ id, projectId: id, predecessorId: id, successorId: id, ...settable.shape, revision })
  .meta({ id: 'Link' })

export const linkSchemas: EntitySchemas = {
  name: 'link',
  read: link,
  values: linkValues,
  patch: linkPatch,
  computed: [],
}

export type LinkType = z.infer<typeof linkType>
export type LinkValues = z.infer<typeof linkValues>
export type LinkPatch = z.infer<typeof linkPatch>
export type Link = z.infer<typeof link>

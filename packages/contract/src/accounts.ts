import { z } from 'zod'
import { organisationRole } from './permissions.ts'
import { id, instant, label } from './primitives.ts'

export const email = z.email().max(254).trim().toLowerCase()
export const password = z.string().min(8).max(256)

export const signInBody = z.strictObject({ email, password: z.string().min(1).max(256) }).meta({ id: 'SignIn' })

/** What an organisation sets for all of its projects. */
export const organisationSettings = z
  .object({ id, name: z.string(), viewersMayWatch: z.boolean() })
  .meta({ id: 'OrganisationSettings' })
export const organisationPatch = z
  .strictObject({ viewersMayWatch: z.boolean().optional() })
  .meta({ id: 'OrganisationPatch' })

/** Who is signed in, and in which organisation. */
export const session = z
  .object({
    person: z.object({ id, name: z.string(), email: z.string() }),
    organisation: z.object({ id, name: z.string(), role: organisationRole }),
    organisations: z.array(z.object({ id, name: z.string(), role: organisationRole })),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'Session' })

export const person = z
  .object({ id, name: z.string(), email: z.string(), role: organisationRole })
  .meta({ id: 'Person' })
export const personValues = z
  .strictObject({ name: label(200), email, password, role: organisationRole.default('member') })
  .meta({ id: 'PersonValues' })

export const tokenValues = z
  .strictObject({ name: label(200), expiresInDays: z.int().min(1).max(3_650).optional() })
  .meta({ id: 'TokenValues' })
export const token = z
  .object({ id, name: z.string(), createdAt: instant, expiresAt: instant.nullable(), lastUsedAt: instant.nullable() })
  .meta({ id: 'Token' })
/** The secret is shown once: `tl_<id>_<secret>`. */
export const newToken = token.extend({ secret: z.string() }).meta({ id: 'NewToken' })

export type OrganisationSettings = z.infer<typeof organisationSettings>
export type OrganisationPatch = z.infer<typeof organisationPatch>
export type Session = z.infer<typeof session>
export type Person = z.infer<typeof person>
export type PersonValues = z.infer<typeof personValues>
export type Token = z.infer<typeof token>
export type NewToken = z.infer<typeof newToken>

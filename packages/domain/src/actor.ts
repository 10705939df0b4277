import type { OrganisationRole } from '@throughline/contract'

/** Who acts, in which organisation. Imports and seeds act as the person who asked for them. */
export interface Actor {
  organisationId: string
  personId: string
  organisationRole: OrganisationRole
}

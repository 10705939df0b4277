import type { OrganisationRole } from '@throughline/contract'

/** Who acts. What an import or a seed does, it does as the person who asked for it. */
export interface Actor {
  organisationId: string
  personId: string
  organisationRole: OrganisationRole
}

import { changeOrganisationSettings, getOrganisationSettings } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Organisation = Pick<Handlers, 'getOrganisation' | 'patchOrganisation'>

export const organisationHandlers: Organisation = {
  getOrganisation: ({ transaction, actor }) => getOrganisationSettings(transaction, actor),
  patchOrganisation: ({ transaction, actor, body }) => changeOrganisationSettings(transaction, actor, body),
}

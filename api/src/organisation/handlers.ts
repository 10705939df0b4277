import {
  changeOrganisationSettings,
  changeRole,
  createRole,
  deleteRole,
  getOrganisationSettings,
  listRoles,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Organisation = Pick<
  Handlers,
  'getOrganisation' | 'patchOrganisation' | 'listRoles' | 'createRole' | 'patchRole' | 'deleteRole'
>

export const organisationHandlers: Organisation = {
  getOrganisation: ({ transaction, actor }) => getOrganisationSettings(transaction, actor),
  patchOrganisation: ({ transaction, actor, body }) => changeOrganisationSettings(transaction, actor, body),
  listRoles: async ({ transaction, actor }) => ({ items: await listRoles(transaction, actor) }),
  createRole: ({ transaction, actor, body }) => createRole(transaction, actor, body),
  patchRole: ({ transaction, actor, params, body }) => changeRole(transaction, actor, params.roleId, body),
  deleteRole: ({ transaction, actor, params }) => deleteRole(transaction, actor, params.roleId),
}

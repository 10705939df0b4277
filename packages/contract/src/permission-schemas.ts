import { z } from 'zod'
import { organisationRoles, type ProjectAct, projectActs, projectRoles, tokenScopes } from './permissions.ts'

export const projectRole = z.enum(projectRoles).meta({ id: 'ProjectRole' })
export const organisationRole = z.enum(organisationRoles).meta({ id: 'OrganisationRole' })
export const tokenScope = z.enum(tokenScopes).meta({ id: 'TokenScope' })
export const projectAct = z.enum(projectActs as [ProjectAct, ...ProjectAct[]]).meta({ id: 'ProjectAct' })

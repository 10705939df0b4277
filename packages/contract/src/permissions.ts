import { z } from 'zod'

/** The five roles in a project, each with all that the ones before it may do. */
export const projectRoles = ['viewer', 'member', 'scheduler', 'manager', 'owner'] as const
export const projectRole = z.enum(projectRoles).meta({ id: 'ProjectRole' })
export type ProjectRole = (typeof projectRoles)[number]

/** `admin` may do everything in the organisation; others by their roles in projects. */
export const organisationRole = z.enum(['admin', 'member'])
export type OrganisationRole = z.infer<typeof organisationRole>

/** The one permission table: the least role for each act on a project. */
export const projectPermissions = {
  'project.read': 'viewer',
  'project.watch': 'member',
  'task.progress': 'member',
  'plan.change': 'scheduler',
  'project.change': 'manager',
  'member.read': 'viewer',
  'member.change': 'manager',
  'project.delete': 'owner',
} as const satisfies Record<string, ProjectRole>
export type ProjectAct = keyof typeof projectPermissions

/** What an organisation can open to a lower role than the table says. Viewers who may not watch refresh by sync. */
export const openedActs = { 'project.watch': { by: 'viewersMayWatch', to: 'viewer' } } as const satisfies Partial<
  Record<ProjectAct, { by: string; to: ProjectRole }>
>
export type OpenedSettings = { readonly [Act in keyof typeof openedActs as (typeof openedActs)[Act]['by']]: boolean }

/** Acts on the organisation, and which of its roles may do them. */
export const organisationPermissions = {
  'project.create': ['admin', 'member'],
  'import.create': ['admin', 'member'],
  'person.read': ['admin', 'member'],
  'person.change': ['admin'],
  'organisation.read': ['admin', 'member'],
  'organisation.change': ['admin'],
  'organisation.seed': ['admin'],
} as const satisfies Record<string, readonly OrganisationRole[]>
export type OrganisationAct = keyof typeof organisationPermissions

/** Number of a role as the database keeps it: viewer 0 to owner 4. */
export const rankOf = (role: ProjectRole): number => projectRoles.indexOf(role)

export const roleOf = (rank: number): ProjectRole => {
  const role = projectRoles[rank]
  if (!role) throw new RangeError(`no project role has rank ${rank}`)
  return role
}

/** The least role for an act; with what the organisation opened, where it is given. */
export function leastRole(act: ProjectAct, settings?: OpenedSettings): ProjectRole {
  const opened = act === 'project.watch' ? openedActs[act] : undefined
  return opened && settings?.[opened.by] ? opened.to : projectPermissions[act]
}

export const mayInProject = (role: ProjectRole, act: ProjectAct, settings?: OpenedSettings): boolean =>
  rankOf(role) >= rankOf(leastRole(act, settings))

export const mayInOrganisation = (role: OrganisationRole, act: OrganisationAct): boolean =>
  (organisationPermissions[act] as readonly OrganisationRole[]).includes(role)

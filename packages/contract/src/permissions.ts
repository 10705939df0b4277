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
  // An organisation can let viewers watch too; until then they refresh by sync.
  'project.watch': 'member',
  'task.progress': 'member',
  'plan.change': 'scheduler',
  'project.change': 'manager',
  'member.read': 'viewer',
  'member.change': 'manager',
  'project.delete': 'owner',
} as const satisfies Record<string, ProjectRole>
export type ProjectAct = keyof typeof projectPermissions

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

export const mayInProject = (role: ProjectRole, act: ProjectAct): boolean =>
  rankOf(role) >= rankOf(projectPermissions[act])

export const mayInOrganisation = (role: OrganisationRole, act: OrganisationAct): boolean =>
  (organisationPermissions[act] as readonly OrganisationRole[]).includes(role)

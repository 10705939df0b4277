/** The five roles in a project, each with all that the ones before it may do. */
export const projectRoles = ['viewer', 'member', 'scheduler', 'manager', 'owner'] as const
export type ProjectRole = (typeof projectRoles)[number]

/**
 * The roles in an organisation, each with all that the ones before it may do. Admins and owners have all rights in its
 * projects; others what they are in each.
 */
export const organisationRoles = ['member', 'admin', 'owner'] as const
export type OrganisationRole = (typeof organisationRoles)[number]

/**
 * What a bearer token may at most, each with all that the ones before it may: `admin` is what changes people, rights and
 * settings of the organisation. A token never does more than its person.
 */
export const tokenScopes = ['read', 'write', 'admin'] as const
export type TokenScope = (typeof tokenScopes)[number]

/** The permission table, for projects: the least role for each act. A custom role is another row: a list of acts. */
export const projectPermissions = {
  'project.read': 'viewer',
  'project.watch': 'member',
  'task.progress': 'member',
  'comment.write': 'member',
  'comment.remove': 'manager',
  'plan.change': 'scheduler',
  'project.change': 'manager',
  'member.read': 'viewer',
  'member.change': 'manager',
  'project.delete': 'owner',
  'run.change': 'manager',
} as const satisfies Record<string, ProjectRole>
export type ProjectAct = keyof typeof projectPermissions
export const projectActs = Object.keys(projectPermissions) as readonly ProjectAct[]

/**
 * The permission table, for programs: the act of projects that each act takes, by what one is in the program. A role in a
 * program is the role in each of its projects, so that one table, and each custom role, says what both may.
 */
export const programPermissions = {
  'program.read': 'project.read',
  'program.change': 'project.change',
  'program-member.read': 'member.read',
  'program-member.change': 'member.change',
  'program.delete': 'project.delete',
} as const satisfies Record<string, ProjectAct>
export type ProgramAct = keyof typeof programPermissions

/** The permission table, for organisations: the least role for each act. */
export const organisationPermissions = {
  'project.create': 'member',
  'program.create': 'member',
  'import.create': 'member',
  'person.read': 'member',
  'person.change': 'admin',
  'owner.change': 'owner',
  'role.read': 'member',
  'role.change': 'admin',
  'team.read': 'member',
  'team.change': 'admin',
  'service-account.read': 'admin',
  'service-account.change': 'admin',
  'audit.read': 'admin',
  'organisation.read': 'member',
  'organisation.change': 'admin',
  'organisation.seed': 'admin',
  'webhook.read': 'admin',
  'webhook.change': 'admin',
  'delivery.read': 'admin',
  'delivery.change': 'admin',
  'mail-settings.read': 'admin',
  'mail-settings.change': 'admin',
  'organisation.export': 'owner',
  'organisation.delete': 'owner',
} as const satisfies Record<string, OrganisationRole>
export type OrganisationAct = keyof typeof organisationPermissions

/** The permission table, for the instance, whatever the organisation: who runs it. */
export const instancePermissions = {
  'schedule.read': 'operator',
  'schedule.change': 'operator',
  'organisation.manage': 'operator',
  'run.oversee': 'operator',
} as const
export type InstanceAct = keyof typeof instancePermissions

/** What an organisation can open to a lower role than the table says. Viewers who may not watch refresh by sync. */
export const openedActs = { 'project.watch': { by: 'viewersMayWatch', to: 'viewer' } } as const satisfies Partial<
  Record<ProjectAct, { by: string; to: ProjectRole }>
>
export type OpenedSettings = { readonly [Act in keyof typeof openedActs as (typeof openedActs)[Act]['by']]: boolean }

/** What somebody is in a project, or in a program: one of the five roles, unless a custom role lists what they may. */
export interface ProjectStanding {
  readonly role: ProjectRole
  /** Null: what the role may. */
  readonly acts: readonly ProjectAct[] | null
}

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

export const mayInProject = ({ role, acts }: ProjectStanding, act: ProjectAct, settings?: OpenedSettings): boolean =>
  acts ? acts.includes(act) : rankOf(role) >= rankOf(leastRole(act, settings))

export const mayInProgram = (standing: ProjectStanding, act: ProgramAct): boolean =>
  mayInProject(standing, programPermissions[act])

/** All that somebody may in a project. */
export const actsOf = (standing: ProjectStanding): ProjectAct[] =>
  projectActs.filter((act) => mayInProject(standing, act))

/** The highest of the five roles that may nothing beyond these acts; who may not even read is none. */
export function highestRoleWithin(acts: readonly ProjectAct[]): ProjectRole {
  const within = (role: ProjectRole) => actsOf({ role, acts: null }).every((act) => acts.includes(act))
  return projectRoles.findLast(within) ?? 'viewer'
}

export const mayInOrganisation = (role: OrganisationRole, act: OrganisationAct): boolean =>
  organisationRoles.indexOf(role) >= organisationRoles.indexOf(organisationPermissions[act])

/** Whether a role in the organisation has all rights in its projects. */
export const hasAllProjects = (role: OrganisationRole): boolean => role !== 'member'

export const isWithinScope = (scope: TokenScope, needed: TokenScope): boolean =>
  tokenScopes.indexOf(scope) >= tokenScopes.indexOf(needed)

import type { OperationId } from './operations/index.ts'
import { operations } from './operations/index.ts'
import type { Operation } from './operations/operation.ts'
import { runOperations } from './operations/runs.ts'
import {
  type InstanceAct,
  instancePermissions,
  leastRole,
  type OrganisationAct,
  organisationPermissions,
  type ProgramAct,
  type ProjectAct,
  programPermissions,
  projectPermissions,
  type TokenScope,
} from './permissions.ts'

/**
 * What an operation takes. `anyone`: no credentials. `self`: to be signed in, for what is one's own. `session`: likewise,
 * but no token will do. Else an act of the permission table, in the project, program or organisation that is asked for;
 * finer rules stand beside it: an operation that can do several acts names the one that lets one in at all.
 */
export type Right = 'anyone' | 'self' | 'session' | ProjectAct | ProgramAct | OrganisationAct | InstanceAct

/** For each operation, what it takes: the one table of who may do what. An operation without a row does not compile. */
export const operationRights: { readonly [Id in OperationId]: Right } = {
  signIn: 'anyone',
  getSession: 'self',
  signOut: 'self',
  switchOrganisation: 'session',
  changeName: 'session',
  changePassword: 'session',
  getSecondStep: 'self',
  beginSecondStep: 'session',
  confirmSecondStep: 'session',
  renewRecoveryCodes: 'session',
  removeSecondStep: 'session',
  requestEmailChange: 'session',
  getWaysToSignIn: 'self',
  linkIdentity: 'session',
  unlinkIdentity: 'session',
  beginPasskey: 'session',
  addPasskey: 'session',
  renamePasskey: 'session',
  removePasskey: 'session',
  listNotifications: 'self',
  markNotifications: 'self',
  listNotificationPreferences: 'self',
  putNotificationPreference: 'self',
  deleteNotificationPreference: 'self',
  listNotificationDefaults: 'organisation.read',
  putNotificationDefault: 'organisation.change',
  deleteNotificationDefault: 'organisation.change',
  getNotificationTimes: 'self',
  putNotificationTimes: 'self',
  deleteNotificationTimes: 'self',
  listNotificationProjects: 'self',
  putNotificationProject: 'project.read',
  listTaskWatchers: 'project.read',
  watchTask: 'project.read',
  unwatchTask: 'project.read',
  deleteNotificationProject: 'self',
  listDeliveries: 'self',
  getDeliveryQueue: 'delivery.read',
  getDelivery: 'self',
  sendDeliveryAgain: 'delivery.change',
  cancelDelivery: 'delivery.change',
  getMailSuspension: 'self',
  liftMailSuspension: 'self',
  listSessions: 'self',
  deleteSession: 'self',
  deleteOtherSessions: 'self',
  // Whoever comes with the secret of a link.
  lookAtInvitation: 'anyone',
  acceptInvitation: 'anyone',
  requestPasswordReset: 'anyone',
  resetPassword: 'anyone',
  changeEmail: 'anyone',
  // Whoever comes with the secret of a mail that somebody wants no more of.
  openUnsubscribe: 'anyone',
  unsubscribe: 'anyone',
  lookAtUnsubscribe: 'anyone',
  undoUnsubscribe: 'anyone',
  // Whoever a provider says they are.
  listSignInProviders: 'anyone',
  beginSignIn: 'anyone',
  finishSignIn: 'anyone',
  confirmSignIn: 'anyone',
  beginPasskeySignIn: 'anyone',
  signInWithPasskey: 'anyone',

  listTokens: 'self',
  createToken: 'self',
  deleteToken: 'self',
  listServiceAccounts: 'service-account.read',
  createServiceAccount: 'service-account.change',
  createServiceAccountToken: 'service-account.change',
  listServiceAccountTokens: 'service-account.read',
  deleteServiceAccountToken: 'service-account.change',

  getOrganisation: 'organisation.read',
  patchOrganisation: 'organisation.change',
  seedOrganisation: 'organisation.seed',
  listPeople: 'person.read',
  createPerson: 'person.change',
  patchPerson: 'person.change',
  listInvitations: 'person.change',
  createInvitation: 'person.change',
  sendInvitation: 'person.change',
  deleteInvitation: 'person.change',
  listRoles: 'role.read',
  createRole: 'role.change',
  patchRole: 'role.change',
  deleteRole: 'role.change',

  listTeams: 'team.read',
  createTeam: 'team.change',
  patchTeam: 'team.change',
  deleteTeam: 'team.change',
  putTeamMember: 'team.change',
  deleteTeamMember: 'team.change',
  listProjectTeams: 'member.read',
  putProjectTeam: 'member.change',
  deleteProjectTeam: 'member.change',

  listPrograms: 'self',
  createProgram: 'program.create',
  getProgram: 'program.read',
  patchProgram: 'program.change',
  deleteProgram: 'program.delete',
  listProgramProjects: 'program.read',
  listProgramMembers: 'program-member.read',
  putProgramMember: 'program-member.change',
  deleteProgramMember: 'program-member.change',
  listProgramTeams: 'program-member.read',
  putProgramTeam: 'program-member.change',
  deleteProgramTeam: 'program-member.change',
  // It is given to others then, and takes `program.change` there.
  setProjectProgram: 'member.change',
  listProjectStandings: 'member.read',

  listAuditEvents: 'audit.read',

  listWebhooks: 'webhook.read',
  createWebhook: 'webhook.change',
  getWebhook: 'webhook.read',
  patchWebhook: 'webhook.change',
  deleteWebhook: 'webhook.change',
  rotateWebhookSecret: 'webhook.change',
  testWebhook: 'webhook.change',
  listWebhookDeliveries: 'webhook.read',
  getWebhookDelivery: 'webhook.read',
  replayWebhookDelivery: 'webhook.change',

  getMailSettings: 'mail-settings.read',
  putMailSettings: 'mail-settings.change',
  deleteMailSettings: 'mail-settings.change',
  testMailSettings: 'mail-settings.change',

  listOrganisations: 'organisation.manage',
  createOrganisation: 'organisation.manage',
  importOrganisation: 'organisation.manage',
  suspendOrganisation: 'organisation.manage',
  resumeOrganisation: 'organisation.manage',
  // Of one's own organisation; of any, by its operator.
  getOrganisationLife: 'organisation.export',
  exportOrganisation: 'organisation.export',
  getOrganisationRun: 'organisation.export',
  downloadOrganisationExport: 'organisation.export',
  // An owner, in their session, with their password: `organisation.delete`.
  deleteOrganisation: 'session',
  cancelOrganisationDeletion: 'organisation.delete',

  search: 'self',
  listProjects: 'self',
  createProject: 'project.create',
  getProject: 'project.read',
  patchProject: 'project.change',
  deleteProject: 'project.delete',
  listMembers: 'member.read',
  putMember: 'member.change',
  deleteMember: 'member.change',

  getPlan: 'project.read',
  getDelta: 'project.read',
  listEvents: 'project.watch',
  listPresence: 'project.watch',
  // What the operations of a change set come to says the rest.
  createChangeSet: 'task.progress',
  pullSync: 'project.read',
  pushSync: 'task.progress',

  listTasks: 'project.read',
  createTask: 'plan.change',
  getTask: 'project.read',
  patchTask: 'task.progress',
  deleteTask: 'plan.change',
  listLinks: 'project.read',
  createLink: 'plan.change',
  getLink: 'project.read',
  patchLink: 'plan.change',
  deleteLink: 'plan.change',
  listCalendars: 'project.read',
  createCalendar: 'plan.change',
  getCalendar: 'project.read',
  patchCalendar: 'plan.change',
  deleteCalendar: 'plan.change',
  listResources: 'project.read',
  createResource: 'plan.change',
  getResource: 'project.read',
  patchResource: 'plan.change',
  deleteResource: 'plan.change',
  listAssignments: 'project.read',
  createAssignment: 'plan.change',
  getAssignment: 'project.read',
  patchAssignment: 'plan.change',
  deleteAssignment: 'plan.change',
  listBaselines: 'project.read',
  createBaseline: 'plan.change',
  getBaseline: 'project.read',
  patchBaseline: 'plan.change',
  deleteBaseline: 'plan.change',
  listSavedViews: 'project.read',
  // To share one takes plan.change, as it does to change or delete a shared one of others.
  createSavedView: 'project.read',
  patchSavedView: 'project.read',
  deleteSavedView: 'project.read',
  listComments: 'project.read',
  listTaskComments: 'project.read',
  createComment: 'comment.write',
  getComment: 'project.read',
  // One's own.
  patchComment: 'comment.write',
  // One's own; those of others take `comment.remove`.
  deleteComment: 'comment.write',
  listChecklistItems: 'project.read',
  createChecklistItem: 'plan.change',
  getChecklistItem: 'project.read',
  // Ticking one is progress; all else changes the plan.
  patchChecklistItem: 'task.progress',
  deleteChecklistItem: 'plan.change',
  listBaselineTasks: 'project.read',
  getVariance: 'project.read',
  getLeveling: 'project.read',

  listChangeSets: 'project.read',
  getChangeSet: 'project.read',
  listRuns: 'project.read',
  getRun: 'project.read',
  getWhy: 'project.read',
  listTaskHistory: 'project.read',
  compareRevisions: 'project.read',
  getRevertState: 'project.read',
  // What the act to be taken back comes to says the rest.
  undo: 'task.progress',
  redo: 'task.progress',

  createImport: 'import.create',
  createLinkedImport: 'import.create',
  listImports: 'self',
  getImport: 'self',
  listImportRows: 'self',
  selectImportRows: 'self',
  fixImportRow: 'self',
  getImportColumns: 'self',
  setImportColumns: 'self',
  approveImport: 'self',
  pauseImport: 'self',
  resumeImport: 'self',
  cancelImport: 'self',
  undoImport: 'self',
  getImportKept: 'self',
  listImportDates: 'self',

  exportProject: 'project.read',
  exportOwnTasks: 'self',
  exportList: 'self',
  getStatus: 'self',
  listSchedules: 'schedule.read',
  patchSchedule: 'schedule.change',
  triggerSchedule: 'schedule.change',
  backfillSchedule: 'schedule.change',

  // The kind of the run says the rest: `packages/domain/src/runs/run-kinds.ts`.
  listAllRuns: 'self',
  startRun: 'self',
  watchRun: 'self',
  followRun: 'self',
  pauseRun: 'self',
  resumeRun: 'self',
  cancelRun: 'self',
  retryRun: 'self',
}

const isOfProject = (right: Right): right is ProjectAct => right in projectPermissions
const isOfProgram = (right: Right): right is ProgramAct => right in programPermissions
const isOfInstance = (right: Right): right is InstanceAct => right in instancePermissions
const isOfOrganisation = (right: Right): right is OrganisationAct => right in organisationPermissions

/** Of one's own, and yet more than to write: what makes or ends credentials. */
const credentialActs: ReadonlySet<OperationId> = new Set([
  'createToken',
  'deleteToken',
  'deleteSession',
  'deleteOtherSessions',
])

/** Of the caller's own account: done also from within an organisation that is closed. */
const accountActs: ReadonlySet<OperationId> = new Set([
  'getSession',
  'signOut',
  'switchOrganisation',
  'changeName',
  'changePassword',
  'getSecondStep',
  'beginSecondStep',
  'confirmSecondStep',
  'renewRecoveryCodes',
  'removeSecondStep',
  'listSessions',
  'deleteSession',
  'deleteOtherSessions',
])

/** Among the runs are exports and the deletion itself; of the others nothing is told then (`read-runs.ts`). */
const ofClosedRuns: ReadonlySet<OperationId> = new Set([
  'listAllRuns',
  'watchRun',
  'followRun',
  'pauseRun',
  'resumeRun',
  'cancelRun',
  'retryRun',
])

/** Whether an operation is answered though the organisation of its caller is closed: suspended, or about to be deleted. */
export function isForClosedOrganisations(id: OperationId): boolean {
  const right = operationRights[id]
  if (accountActs.has(id) || isOfInstance(right) || id === 'deleteOrganisation' || ofClosedRuns.has(id)) return true
  return right === 'organisation.export' || right === 'organisation.delete'
}

/** What a token has to have for an operation: what changes people, rights or settings is for those of admins. */
export function scopeFor(id: OperationId): TokenScope {
  const right = operationRights[id]
  if (isOfInstance(right)) return 'admin'
  if (isOfOrganisation(right) && organisationPermissions[right] !== 'member') return 'admin'
  if (right === 'member.change' || right === 'program-member.change' || credentialActs.has(id)) return 'admin'
  return (operations[id] as Operation).method === 'get' ? 'read' : 'write'
}

/** Among the runs are those of projects. */
const ofRuns: ReadonlySet<string> = new Set(Object.keys(runOperations))

/** Whether a token that is limited to some projects may be used at all: rights in them, and what lists them. */
export const isForProjectTokens = (id: OperationId): boolean =>
  isOfProject(operationRights[id]) ||
  ofRuns.has(id) ||
  id === 'listProjects' ||
  id === 'getSession' ||
  id === 'getStatus'

/** Who may, as the document of the API says it. */
export function describeRight(id: OperationId): string {
  const right = operationRights[id]
  if (right === 'anyone') return 'Takes no credentials.'
  const token = `A token needs the scope \`${scopeFor(id)}\`.`
  if (right === 'session') return 'Takes a session: no token will do.'
  if (isOfProject(right))
    return `Takes the act \`${right}\`: the role ${leastRole(right)} in the project or above, or a custom role with it. ${token}`
  if (isOfProgram(right))
    return `Takes the act \`${right}\`: the role ${leastRole(programPermissions[right])} in the program or above, or a custom role with \`${programPermissions[right]}\`. ${token}`
  if (isOfOrganisation(right))
    return `Takes the act \`${right}\`: the role ${organisationPermissions[right]} in the organisation or above. ${token}`
  if (isOfInstance(right)) return `Takes the act \`${right}\`: for the operator of the instance. ${token}`
  return `For what is one's own. ${token}`
}

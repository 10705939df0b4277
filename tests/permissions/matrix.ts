import type { OperationId } from '@throughline/contract'

/**
 * Who is looked at. Of the organisation: `outsider` is a member of it with no role in the project, the five roles and
 * `custom` (a role with the acts project.read, member.read, plan.change and task.progress) are members of it with one, and
 * have the same in the program that the project is in,
 * `admin` and `organisationOwner` have none. `disabled` was put off, and owned the project. `stranger` is an admin of
 * another organisation. The tokens are of an admin: with the scopes read and write, and of the scope admin but limited
 * to the project, or to another one. `operator` runs the instance, and is nothing but a member of another organisation.
 */
export const callerNames = [
  'anonymous',
  'disabled',
  'stranger',
  'outsider',
  'viewer',
  'member',
  'scheduler',
  'manager',
  'owner',
  'custom',
  'admin',
  'organisationOwner',
  'readToken',
  'writeToken',
  'projectToken',
  'otherProjectToken',
  'operator',
] as const
export type CallerName = (typeof callerNames)[number]

/** Whether each may; all who may not are told so, or that there is no such thing. */
export type Row = Readonly<Record<CallerName, boolean>>

const nobody: Row = {
  anonymous: false,
  disabled: false,
  stranger: false,
  outsider: false,
  viewer: false,
  member: false,
  scheduler: false,
  manager: false,
  owner: false,
  custom: false,
  admin: false,
  organisationOwner: false,
  readToken: false,
  writeToken: false,
  projectToken: false,
  otherProjectToken: false,
  operator: false,
}
const everyone: Row = {
  anonymous: true,
  disabled: true,
  stranger: true,
  outsider: true,
  viewer: true,
  member: true,
  scheduler: true,
  manager: true,
  owner: true,
  custom: true,
  admin: true,
  organisationOwner: true,
  readToken: true,
  writeToken: true,
  projectToken: true,
  otherProjectToken: true,
  operator: true,
}

const adminsAndTokens = { admin: true, organisationOwner: true, writeToken: true, projectToken: true }

const operates: Row = { ...nobody, operator: true }

// In a project.
const owns: Row = { ...nobody, ...adminsAndTokens, owner: true }
const manages: Row = { ...owns, manager: true }
const managesPeople: Row = { ...manages, writeToken: false }
const plans: Row = { ...manages, scheduler: true, custom: true }
const progresses: Row = { ...plans, member: true }
/** By role or token; the custom role has not this act. */
const comments: Row = { ...progresses, custom: false }
const watches: Row = { ...manages, scheduler: true, member: true, readToken: true }
const looks: Row = { ...progresses, viewer: true, readToken: true }
const looksAndChooses: Row = { ...looks, readToken: false }

// In a program. What is limited to projects is for none of it.
const noProjectToken = { projectToken: false, otherProjectToken: false }
const ownsProgram: Row = { ...owns, ...noProjectToken }
const managesProgram: Row = { ...manages, ...noProjectToken }
const managesPeopleOfProgram: Row = { ...managesPeople, ...noProjectToken }
const looksAtProgram: Row = { ...looks, ...noProjectToken }

// In an organisation. The stranger does it in their own, where it names nothing of others.
const administers: Row = { ...nobody, admin: true, organisationOwner: true }
const ownsOrganisation: Row = { ...nobody, organisationOwner: true, operator: true }
const administersOwn: Row = { ...administers, stranger: true }
const signedIn: Row = { ...everyone, anonymous: false, disabled: false }
const ofOwn: Row = { ...signedIn, projectToken: false, otherProjectToken: false }
const makes: Row = { ...ofOwn, readToken: false }
const ownCredentials: Row = { ...makes, writeToken: false }
// What is of the person who began it, and of admins.
const ofOthers: Row = { ...administers, readToken: true, writeToken: true }
const changesOfOthers: Row = { ...ofOthers, readToken: false }

/** For each operation who may. An operation without a row does not compile; what the service answers has to agree. */
export const matrix: { readonly [Id in OperationId]: Row } = {
  signIn: everyone,
  getSession: signedIn,
  signOut: makes,
  // These take a session, and all who are looked at have tokens.
  switchOrganisation: nobody,
  changeName: nobody,
  changePassword: nobody,
  beginSecondStep: nobody,
  confirmSecondStep: nobody,
  renewRecoveryCodes: nobody,
  removeSecondStep: nobody,
  requestEmailChange: nobody,
  linkIdentity: nobody,
  unlinkIdentity: nobody,
  beginPasskey: nobody,
  addPasskey: nobody,
  renamePasskey: nobody,
  removePasskey: nobody,
  getSecondStep: ofOwn,
  getWaysToSignIn: ofOwn,
  listSessions: ofOwn,
  deleteSession: ownCredentials,
  deleteOtherSessions: ownCredentials,
  // By a secret of a link that none of them has.
  lookAtInvitation: nobody,
  acceptInvitation: nobody,
  resetPassword: nobody,
  changeEmail: nobody,
  requestPasswordReset: everyone,
  // Leads to a page, which asks; the others take a secret of a mail that none of them has.
  openUnsubscribe: everyone,
  unsubscribe: nobody,
  lookAtUnsubscribe: nobody,
  undoUnsubscribe: nobody,
  listSignInProviders: everyone,
  // No provider is set where these are asked.
  beginSignIn: nobody,
  // Leads to a page that says that nothing was begun.
  finishSignIn: everyone,
  // By a cookie that none of them has.
  confirmSignIn: nobody,
  beginPasskeySignIn: everyone,
  // By a passkey that none of them has.
  signInWithPasskey: nobody,

  listNotifications: ofOwn,
  markNotifications: makes,
  listNotificationPreferences: ofOwn,
  putNotificationPreference: makes,
  deleteNotificationPreference: makes,
  listNotificationDefaults: ofOwn,
  putNotificationDefault: administersOwn,
  deleteNotificationDefault: administersOwn,
  getNotificationTimes: ofOwn,
  putNotificationTimes: makes,
  deleteNotificationTimes: makes,
  listNotificationProjects: ofOwn,
  putNotificationProject: looksAndChooses,
  listTaskWatchers: looks,
  watchTask: looksAndChooses,
  unwatchTask: looksAndChooses,
  deleteNotificationProject: makes,
  listDeliveries: ofOwn,
  getDeliveryQueue: administersOwn,
  getDelivery: ofOthers,
  sendDeliveryAgain: administers,
  cancelDelivery: administers,
  getMailSuspension: ofOwn,
  liftMailSuspension: makes,

  listTokens: ofOwn,
  createToken: ownCredentials,
  deleteToken: ownCredentials,
  listServiceAccounts: { ...administersOwn, readToken: false },
  createServiceAccount: administersOwn,
  createServiceAccountToken: administers,
  listServiceAccountTokens: administers,
  deleteServiceAccountToken: administers,

  getOrganisation: ofOwn,
  patchOrganisation: administersOwn,
  seedOrganisation: administers,
  listPeople: ofOwn,
  createPerson: administersOwn,
  patchPerson: administers,
  listInvitations: administersOwn,
  createInvitation: administersOwn,
  sendInvitation: administers,
  deleteInvitation: administers,
  listRoles: ofOwn,
  createRole: administersOwn,
  patchRole: administers,
  deleteRole: administers,

  listTeams: ofOwn,
  createTeam: administersOwn,
  patchTeam: administers,
  deleteTeam: administers,
  putTeamMember: administers,
  deleteTeamMember: administers,
  listProjectTeams: looks,
  putProjectTeam: managesPeople,
  deleteProjectTeam: managesPeople,

  listPrograms: ofOwn,
  createProgram: makes,
  getProgram: looksAtProgram,
  patchProgram: managesProgram,
  deleteProgram: ownsProgram,
  listProgramProjects: looksAtProgram,
  listProgramMembers: looksAtProgram,
  putProgramMember: managesPeopleOfProgram,
  deleteProgramMember: managesPeopleOfProgram,
  listProgramTeams: looksAtProgram,
  putProgramTeam: managesPeopleOfProgram,
  deleteProgramTeam: managesPeopleOfProgram,
  // Owners of the program own the project by it, which only owners of the project give.
  setProjectProgram: { ...ownsProgram, writeToken: false },
  listProjectStandings: looks,

  listAuditEvents: administersOwn,

  listWebhooks: administersOwn,
  createWebhook: administersOwn,
  getWebhook: administers,
  patchWebhook: administers,
  deleteWebhook: administers,
  rotateWebhookSecret: administers,
  testWebhook: administers,
  listWebhookDeliveries: administers,
  getWebhookDelivery: administers,
  replayWebhookDelivery: administers,

  getMailSettings: administersOwn,
  putMailSettings: administersOwn,
  deleteMailSettings: administersOwn,
  testMailSettings: administersOwn,

  listOrganisations: operates,
  createOrganisation: operates,
  importOrganisation: operates,
  suspendOrganisation: operates,
  resumeOrganisation: operates,
  getOrganisationLife: ownsOrganisation,
  exportOrganisation: ownsOrganisation,
  getOrganisationRun: ownsOrganisation,
  downloadOrganisationExport: ownsOrganisation,
  // It takes a session.
  deleteOrganisation: nobody,
  cancelOrganisationDeletion: ownsOrganisation,

  search: ofOwn,
  listProjects: signedIn,
  createProject: makes,
  getProject: looks,
  patchProject: manages,
  deleteProject: owns,
  listMembers: looks,
  putMember: managesPeople,
  deleteMember: managesPeople,

  getPlan: looks,
  getDelta: looks,
  listEvents: watches,
  listPresence: watches,
  createChangeSet: progresses,
  pullSync: looks,
  pushSync: progresses,

  listTasks: looks,
  createTask: plans,
  getTask: looks,
  patchTask: progresses,
  deleteTask: plans,
  listLinks: looks,
  createLink: plans,
  getLink: looks,
  patchLink: plans,
  deleteLink: plans,
  listCalendars: looks,
  createCalendar: plans,
  getCalendar: looks,
  patchCalendar: plans,
  deleteCalendar: plans,
  listResources: looks,
  createResource: plans,
  getResource: looks,
  patchResource: plans,
  deleteResource: plans,
  listAssignments: looks,
  createAssignment: plans,
  getAssignment: looks,
  patchAssignment: plans,
  deleteAssignment: plans,
  listBaselines: looks,
  createBaseline: plans,
  getBaseline: looks,
  patchBaseline: plans,
  deleteBaseline: plans,
  listBaselineTasks: looks,
  listSavedViews: looks,
  createSavedView: looksAndChooses,
  patchSavedView: looksAndChooses,
  deleteSavedView: looksAndChooses,
  listComments: looks,
  listTaskComments: looks,
  createComment: comments,
  getComment: looks,
  patchComment: comments,
  deleteComment: comments,
  listChecklistItems: looks,
  createChecklistItem: plans,
  getChecklistItem: looks,
  patchChecklistItem: progresses,
  deleteChecklistItem: plans,
  getVariance: looks,
  getLeveling: looks,

  listChangeSets: looks,
  getChangeSet: looks,
  listRuns: looks,
  getRun: looks,
  getWhy: looks,
  listTaskHistory: looks,
  compareRevisions: looks,
  getRevertState: looks,
  undo: plans,
  redo: plans,

  createImport: makes,
  createLinkedImport: makes,
  listImports: ofOwn,
  getImport: ofOthers,
  listImportRows: ofOthers,
  selectImportRows: changesOfOthers,
  fixImportRow: changesOfOthers,
  getImportColumns: ofOthers,
  setImportColumns: changesOfOthers,
  approveImport: changesOfOthers,
  pauseImport: changesOfOthers,
  resumeImport: changesOfOthers,
  cancelImport: changesOfOthers,
  undoImport: changesOfOthers,
  getImportKept: ofOthers,
  listImportDates: ofOthers,

  exportProject: looks,
  exportOwnTasks: ofOwn,
  exportList: ofOwn,
  getStatus: signedIn,
  listSchedules: operates,
  patchSchedule: operates,
  triggerSchedule: operates,
  backfillSchedule: operates,

  listAllRuns: signedIn,
  // Of a recompute.
  startRun: manages,
  watchRun: looks,
  followRun: looks,
  pauseRun: manages,
  resumeRun: manages,
  cancelRun: manages,
  retryRun: manages,
}

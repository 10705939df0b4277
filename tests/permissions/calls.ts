import { randomUUID } from 'node:crypto'
import type { OperationId } from '@throughline/contract'
import { testStack } from '../harness/index.ts'
import { makeMspdi } from '../integration/mspdi.ts'
import {
  type MakeCall,
  mailSettings,
  newAssignment,
  newChecklistItem,
  newComment,
  newEmail,
  newMember,
  newProgram,
  newProject,
  newRole,
  newServiceAccount,
  newTask,
  newTeam,
  newTeamOfProject,
  newView,
  noSecret,
  nothing,
  notificationTimes,
  noUnsubscribeSecret,
  ofCredential,
  ofImport,
  ofNewDelivery,
  ofNewInvitation,
  ofNewMail,
  ofNewOrganisation,
  ofNewWebhook,
  ofOrganisation,
  ofProgram,
  ofProject,
  ofRun,
  ofTask,
  viewValues,
  webhookValues,
  withBody,
} from './new-things.ts'
import { execute } from './place.ts'

/** An export that is done, with its file. */
const ofNewExport: MakeCall = async ({ place: { organisationId }, organisation }) => {
  const runId = randomUUID()
  const { superuserUrl } = testStack()
  const run = `insert into organisation_run (id, organisation_id, subject_id, kind, state, person_id, byte_count, file_expires_at)
    values ($1, $2, $2, 'export', 'completed', $3, 1, now() + interval '1 day')`
  await execute(superuserUrl, run, [runId, organisationId, organisation.admin.personId])
  const file = "insert into organisation_file (run_id, organisation_id, sequence, bytes) values ($1, $2, 0, 'x')"
  await execute(superuserUrl, file, [runId, organisationId])
  return { params: { organisationId, runId } }
}

/** For each operation a call that answers with success, or with a conflict, to whoever may make it. */
export const calls: { readonly [Id in OperationId]: MakeCall } = {
  signIn: async ({ organisation }) => {
    const { email, password } = organisation.admin
    return { body: { email, password } }
  },
  getSession: nothing,
  signOut: nothing,
  changeName: () => ({ body: { name: 'Ada' } }),
  changePassword: () => ({ body: { password: 'one', newPassword: 'correct horse battery staple' } }),
  getSecondStep: nothing,
  beginSecondStep: () => ({ body: { password: 'one' } }),
  confirmSecondStep: () => ({ body: { code: '123456' } }),
  renewRecoveryCodes: () => ({ body: { password: 'one' } }),
  removeSecondStep: () => ({ body: { password: 'one' } }),
  requestEmailChange: () => ({ body: { password: 'one', email: newEmail() } }),
  listSignInProviders: nothing,
  beginSignIn: () => ({ params: { providerId: 'corp' }, body: {} }),
  finishSignIn: () => ({ params: { providerId: 'corp' }, query: { code: 'one', state: 'another' } }),
  confirmSignIn: () => ({ body: { code: '123456' } }),
  getWaysToSignIn: nothing,
  linkIdentity: () => ({ body: { provider: 'corp', password: 'one' } }),
  unlinkIdentity: () => ({ params: { identityId: randomUUID() }, body: { password: 'one' } }),
  beginPasskeySignIn: nothing,
  signInWithPasskey: () => ({
    body: {
      credential: { ...ofCredential, response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' } },
    },
  }),
  beginPasskey: () => ({ body: { password: 'one' } }),
  addPasskey: () => ({
    body: {
      name: 'Phone',
      credential: { ...ofCredential, response: { clientDataJSON: 'AA', attestationObject: 'AA' } },
    },
  }),
  renamePasskey: () => ({ params: { passkeyId: randomUUID() }, body: { name: 'Phone' } }),
  removePasskey: () => ({ params: { passkeyId: randomUUID() }, body: { password: 'one' } }),
  listSessions: nothing,
  deleteSession: ({ caller }) => ({ params: { sessionId: caller?.spareSessionId ?? randomUUID() } }),
  deleteOtherSessions: nothing,
  lookAtInvitation: () => ({ body: { secret: noSecret } }),
  acceptInvitation: () => ({ body: { secret: noSecret } }),
  requestPasswordReset: () => ({ body: { email: newEmail() } }),
  resetPassword: () => ({ body: { secret: noSecret, password: 'correct horse battery staple' } }),
  changeEmail: () => ({ body: { secret: noSecret } }),
  openUnsubscribe: () => ({ params: { secret: noUnsubscribeSecret } }),
  unsubscribe: () => ({ params: { secret: noUnsubscribeSecret } }),
  lookAtUnsubscribe: () => ({ body: { secret: noUnsubscribeSecret } }),
  undoUnsubscribe: () => ({
    body: { secret: noUnsubscribeSecret, mails: [{ kind: 'task-assigned', mail: 'at-once' }] },
  }),
  switchOrganisation: ({ place: { organisationId } }) => ({ body: { organisationId } }),

  listNotifications: nothing,
  markNotifications: () => ({ body: { isRead: true } }),
  listNotificationPreferences: nothing,
  putNotificationPreference: () => ({ params: { kind: 'task-assigned' }, body: { inbox: true, mail: 'off' } }),
  deleteNotificationPreference: () => ({ params: { kind: 'task-assigned' } }),
  listNotificationDefaults: nothing,
  putNotificationDefault: () => ({ params: { kind: 'task-assigned' }, body: { inbox: true, mail: 'daily' } }),
  deleteNotificationDefault: () => ({ params: { kind: 'task-assigned' } }),
  getNotificationTimes: nothing,
  putNotificationTimes: () => ({ body: notificationTimes }),
  deleteNotificationTimes: nothing,
  listNotificationProjects: nothing,
  listTaskWatchers: ofTask,
  watchTask: ofTask,
  unwatchTask: ofTask,
  putNotificationProject: withBody({ choice: 'watch' }),
  deleteNotificationProject: ofProject,
  listDeliveries: nothing,
  getDeliveryQueue: nothing,
  getDelivery: ofNewMail,
  sendDeliveryAgain: ofNewMail,
  cancelDelivery: ofNewMail,
  getMailSuspension: nothing,
  liftMailSuspension: nothing,

  listTokens: nothing,
  createToken: () => ({ body: { name: 'robot' } }),
  deleteToken: ({ caller }) => ({ params: { tokenId: caller?.spareTokenId ?? randomUUID() } }),
  listServiceAccounts: nothing,
  createServiceAccount: () => ({ body: { name: 'Robot' } }),
  createServiceAccountToken: async ({ place }) => ({
    params: { personId: await newServiceAccount(place) },
    body: { name: 'robot' },
  }),
  listServiceAccountTokens: async ({ place }) => ({ params: { personId: await newServiceAccount(place) } }),
  deleteServiceAccountToken: async ({ place }) => {
    const personId = await newServiceAccount(place)
    const token = await place.client.call('createServiceAccountToken', {
      params: { personId },
      body: { name: 'robot' },
    })
    return { params: { personId, tokenId: token.id } }
  },

  getOrganisation: nothing,
  patchOrganisation: () => ({ body: { viewersMayWatch: false } }),
  seedOrganisation: ({ place: { organisationId } }) => ({ params: { organisationId } }),
  listPeople: nothing,
  createPerson: () => ({
    body: { name: 'New', email: newEmail(), password: 'correct horse battery staple' },
  }),
  patchPerson: async ({ organisation }) => ({
    params: { personId: (await organisation.addPerson()).personId },
    body: { isDisabled: true },
  }),
  listInvitations: nothing,
  createInvitation: () => ({ body: { email: newEmail() } }),
  sendInvitation: ofNewInvitation,
  deleteInvitation: ofNewInvitation,
  listRoles: nothing,
  createRole: () => ({ body: { name: `Role ${randomUUID()}`, acts: ['project.read'] } }),
  patchRole: async ({ place }) => ({ params: { roleId: await newRole(place) }, body: { acts: ['project.read'] } }),
  deleteRole: async ({ place }) => ({ params: { roleId: await newRole(place) } }),

  listTeams: nothing,
  createTeam: () => ({ body: { name: `Team ${randomUUID()}` } }),
  patchTeam: async ({ place }) => ({
    params: { teamId: await newTeam(place) },
    body: { name: `Team ${randomUUID()}` },
  }),
  deleteTeam: async ({ place }) => ({ params: { teamId: await newTeam(place) } }),
  putTeamMember: async ({ place, organisation }) => ({
    params: { teamId: await newTeam(place), personId: (await organisation.addPerson()).personId },
  }),
  deleteTeamMember: async ({ place, organisation }) => {
    const params = { teamId: await newTeam(place), personId: (await organisation.addPerson()).personId }
    await place.client.call('putTeamMember', { params })
    return { params }
  },
  listProjectTeams: ofProject,
  putProjectTeam: async ({ place }) => ({
    params: { projectId: place.projectId, teamId: await newTeam(place) },
    body: { role: 'viewer' },
  }),
  deleteProjectTeam: async ({ place }) => ({ params: await newTeamOfProject(place) }),

  listPrograms: nothing,
  createProgram: () => ({ body: { name: 'Another' } }),
  getProgram: ofProgram,
  patchProgram: ({ place: { programId } }) => ({ params: { programId }, body: { description: randomUUID() } }),
  deleteProgram: async (scene) => ({ params: { programId: await newProgram(scene) } }),
  listProgramProjects: ofProgram,
  listProgramMembers: ofProgram,
  putProgramMember: async ({ place: { programId }, organisation }) => ({
    params: { programId, personId: (await organisation.addPerson()).personId },
    body: { role: 'viewer' },
  }),
  deleteProgramMember: async ({ place: { client, programId }, organisation }) => {
    const params = { programId, personId: (await organisation.addPerson()).personId }
    await client.call('putProgramMember', { params, body: { role: 'viewer' } })
    return { params }
  },
  listProgramTeams: ofProgram,
  putProgramTeam: async ({ place }) => ({
    params: { programId: place.programId, teamId: await newTeam(place) },
    body: { role: 'viewer' },
  }),
  deleteProgramTeam: async ({ place }) => {
    const params = { programId: place.programId, teamId: await newTeam(place) }
    await place.client.call('putProgramTeam', { params, body: { role: 'viewer' } })
    return { params }
  },
  setProjectProgram: ({ place: { projectId, programId } }) => ({ params: { projectId }, body: { programId } }),
  listProjectStandings: ofProject,

  listAuditEvents: nothing,

  listWebhooks: nothing,
  createWebhook: () => ({ body: webhookValues }),
  getWebhook: ofNewWebhook,
  patchWebhook: async (scene) => ({ ...(await ofNewWebhook(scene)), body: { name: 'Another name' } }),
  deleteWebhook: ofNewWebhook,
  rotateWebhookSecret: ofNewWebhook,
  testWebhook: ofNewWebhook,
  listWebhookDeliveries: ofNewWebhook,
  getWebhookDelivery: ofNewDelivery,
  replayWebhookDelivery: ofNewDelivery,

  getMailSettings: nothing,
  putMailSettings: () => ({ body: mailSettings }),
  deleteMailSettings: nothing,
  // Of an organisation without a server of its own there is nothing to try.
  testMailSettings: () => ({ body: { senderName: 'Harbour' } }),

  listOrganisations: nothing,
  createOrganisation: () => ({ body: { name: 'Another', ownerEmail: newEmail() } }),
  importOrganisation: () => ({ upload: 'PK\u0003\u0004, and no more' }),
  suspendOrganisation: ofNewOrganisation,
  resumeOrganisation: ofNewOrganisation,
  getOrganisationLife: ofOrganisation,
  exportOrganisation: ofOrganisation,
  getOrganisationRun: ofNewExport,
  downloadOrganisationExport: ofNewExport,
  deleteOrganisation: ({ place: { organisationId } }) => ({
    params: { organisationId },
    body: { name: 'one', password: 'one' },
  }),
  cancelOrganisationDeletion: ofOrganisation,

  search: () => ({ query: { q: 'bridge' } }),
  listProjects: nothing,
  createProject: () => ({ body: { name: 'Another' } }),
  getProject: ofProject,
  patchProject: withBody({ description: 'Told anew' }),
  deleteProject: async (scene) => ({
    params: { projectId: scene.caller?.spareProjectId ?? (await newProject(scene)) },
  }),
  listMembers: ofProject,
  putMember: async ({ place: { projectId }, organisation }) => ({
    params: { projectId, personId: (await organisation.addPerson()).personId },
    body: { role: 'viewer' },
  }),
  deleteMember: async (scene) => ({
    params: { projectId: scene.place.projectId, personId: await newMember(scene) },
  }),

  getPlan: ofProject,
  getDelta: ({ place: { projectId } }) => ({ params: { projectId }, query: { since: '0' } }),
  listEvents: ({ place: { projectId } }) => ({ params: { projectId }, query: { since: '0' } }),
  listPresence: ofProject,
  createChangeSet: ({ place: { projectId, taskId } }) => ({
    params: { projectId },
    body: { operations: [{ op: 'update', entity: 'task', id: taskId, patch: { percentComplete: 10 } }] },
  }),
  pullSync: ofProject,
  pushSync: ({ place: { projectId, taskId } }) => ({
    params: { projectId },
    body: {
      lastPulledAt: 1,
      changes: {
        tasks: { created: [], updated: [{ id: taskId, notes: randomUUID(), _changed: 'notes' }], deleted: [] },
      },
    },
  }),

  listTasks: ofProject,
  createTask: withBody({ name: 'One more' }),
  getTask: ({ place: { taskId } }) => ({ params: { taskId } }),
  patchTask: ({ place: { taskId } }) => ({ params: { taskId }, body: { percentComplete: 20 } }),
  deleteTask: async ({ place }) => ({ params: { taskId: await newTask(place) } }),
  listLinks: ofProject,
  createLink: async ({ place }) => ({
    params: { projectId: place.projectId },
    body: { predecessorId: place.taskId, successorId: await newTask(place) },
  }),
  getLink: ({ place: { linkId } }) => ({ params: { linkId } }),
  patchLink: ({ place: { linkId } }) => ({ params: { linkId }, body: { lagMinutes: 60 } }),
  deleteLink: async ({ place }) => {
    const { client, projectId, taskId } = place
    const body = { predecessorId: taskId, successorId: await newTask(place) }
    const { created } = await client.call('createLink', { params: { projectId }, body })
    return { params: { linkId: created[0] ?? '' } }
  },
  listCalendars: ofProject,
  createCalendar: withBody({ name: 'Nights' }),
  getCalendar: ({ place: { calendarId } }) => ({ params: { calendarId } }),
  patchCalendar: ({ place: { calendarId } }) => ({ params: { calendarId }, body: { name: 'Days' } }),
  deleteCalendar: async ({ place: { client, projectId } }) => {
    const { created } = await client.call('createCalendar', { params: { projectId }, body: { name: 'To be deleted' } })
    return { params: { calendarId: created[0] ?? '' } }
  },
  listResources: ofProject,
  createResource: withBody({ name: 'Digger' }),
  getResource: ({ place: { resourceId } }) => ({ params: { resourceId } }),
  patchResource: ({ place: { resourceId } }) => ({ params: { resourceId }, body: { name: 'Large crane' } }),
  deleteResource: async ({ place: { client, projectId } }) => {
    const { created } = await client.call('createResource', { params: { projectId }, body: { name: 'To be deleted' } })
    return { params: { resourceId: created[0] ?? '' } }
  },
  listAssignments: ofProject,
  createAssignment: async ({ place }) => ({
    params: { projectId: place.projectId },
    body: { taskId: await newTask(place), resourceId: place.resourceId },
  }),
  getAssignment: async ({ place }) => ({ params: { assignmentId: await newAssignment(place) } }),
  patchAssignment: async ({ place }) => ({
    params: { assignmentId: await newAssignment(place) },
    body: { units: 0.5 },
  }),
  deleteAssignment: async ({ place }) => ({ params: { assignmentId: await newAssignment(place) } }),
  listBaselines: ofProject,
  createBaseline: withBody({ name: 'Once more' }),
  getBaseline: ({ place: { baselineId } }) => ({ params: { baselineId } }),
  patchBaseline: ({ place: { baselineId } }) => ({ params: { baselineId }, body: { name: 'As agreed' } }),
  deleteBaseline: async ({ place: { client, projectId } }) => {
    const { created } = await client.call('createBaseline', { params: { projectId }, body: { name: 'To be deleted' } })
    return { params: { baselineId: created[0] ?? '' } }
  },
  listSavedViews: ofProject,
  createSavedView: withBody(viewValues),
  patchSavedView: async (scene) => ({ ...(await newView(scene)), body: { name: 'Renamed' } }),
  deleteSavedView: newView,
  listComments: ofProject,
  listTaskComments: ({ place: { projectId, taskId } }) => ({ params: { projectId, taskId } }),
  createComment: ({ place: { projectId, taskId } }) => ({ params: { projectId }, body: { taskId, body: 'Done' } }),
  getComment: newComment,
  patchComment: async (scene) => ({ ...(await newComment(scene)), body: { body: 'Nearly done' } }),
  deleteComment: newComment,
  listChecklistItems: ofProject,
  createChecklistItem: ({ place: { projectId, taskId } }) => ({
    params: { projectId },
    body: { taskId, text: 'Survey' },
  }),
  getChecklistItem: newChecklistItem,
  patchChecklistItem: async (scene) => ({ ...(await newChecklistItem(scene)), body: { isDone: true } }),
  deleteChecklistItem: newChecklistItem,
  listBaselineTasks: ({ place: { baselineId } }) => ({ params: { baselineId } }),
  getVariance: ({ place: { projectId, baselineId } }) => ({ params: { projectId }, query: { baselineId } }),

  getLeveling: ofProject,

  listChangeSets: ofProject,
  getChangeSet: ({ place: { projectId, changeSetId } }) => ({ params: { projectId, changeSetId } }),
  listRuns: ofProject,
  getRun: ({ place: { projectId, runId } }) => ({ params: { projectId, runId } }),
  getWhy: ({ place: { taskId } }) => ({ params: { taskId } }),
  listTaskHistory: ({ place: { taskId } }) => ({ params: { taskId } }),
  compareRevisions: ({ place: { projectId } }) => ({ params: { projectId }, query: { from: '1', to: '2' } }),
  getRevertState: ofProject,
  undo: async ({ place }) => {
    await newTask(place)
    return { params: { projectId: place.projectId }, body: { scope: 'project' } }
  },
  redo: async ({ place }) => {
    const { client, projectId } = place
    await newTask(place)
    await client.call('undo', { params: { projectId }, body: { scope: 'project' } })
    return { params: { projectId }, body: { scope: 'project' } }
  },

  createImport: () => ({ query: { fileName: 'plan.xml' }, upload: makeMspdi(1) }),
  createLinkedImport: () => ({ body: { url: 'https://plans.example.com/plan.xml' } }),
  listImports: nothing,
  getImport: ofImport,
  listImportRows: ofImport,
  selectImportRows: ({ place: { importId } }) => ({ params: { importId }, body: { rows: [1], chosen: true } }),
  fixImportRow: ({ place: { importId } }) => ({ params: { importId, number: '1' }, body: { values: {} } }),
  getImportColumns: ofImport,
  setImportColumns: ({ place: { importId } }) => ({
    params: { importId },
    body: { columns: [], durationUnit: 'days', dateOrder: 'year-month-day' },
  }),
  approveImport: ofImport,
  pauseImport: ofImport,
  resumeImport: ofImport,
  cancelImport: ({ place: { importId } }) => ({ params: { importId }, body: {} }),
  undoImport: ofImport,
  getImportKept: ofImport,
  listImportDates: ofImport,

  exportProject: ({ place: { projectId } }) => ({ params: { projectId }, query: { format: 'csv' } }),
  exportOwnTasks: nothing,
  exportList: () => ({ query: { table: 'projects', format: 'csv' } }),
  getStatus: nothing,
  listSchedules: nothing,
  patchSchedule: () => ({ params: { name: 'purge' }, body: { isPaused: false } }),
  triggerSchedule: () => ({ params: { name: 'purge' } }),
  backfillSchedule: () => ({
    params: { name: 'purge' },
    body: { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z' },
  }),

  listAllRuns: nothing,
  startRun: ({ place: { projectId } }) => ({ body: { kind: 'recompute', projectId } }),
  watchRun: ofRun,
  // Ended, or the stream would not end.
  followRun: ({ place: { endedRunId } }) => ({ params: { runId: endedRunId } }),
  pauseRun: ofRun,
  resumeRun: ofRun,
  cancelRun: ({ place: { runId } }) => ({ params: { runId }, body: {} }),
  retryRun: ofRun,
}

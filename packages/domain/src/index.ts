export { type Bootstrapped, bootstrap } from './accounts/bootstrap.ts'
export { describeWays, unlinkOwnIdentity } from './accounts/identities.ts'
export { askForEmailChange, changeEmail } from './accounts/links/email-change.ts'
export {
  acceptInvitation,
  invite,
  listInvitations,
  lookAtInvitation,
  revokeInvitation,
  sendInvitationAgain,
} from './accounts/links/invitations.ts'
export { askForReset, resetPassword } from './accounts/links/password-reset.ts'
export { requireInstanceAct } from './accounts/operators.ts'
export { changePassword, requirePassword } from './accounts/own-password.ts'
export {
  addOwnPasskey,
  beginOwnPasskey,
  removeOwnPasskey,
  renameOwnPasskey,
} from './accounts/passkeys/own-passkeys.ts'
export type { RelyingParty } from './accounts/passkeys/passkey-challenge.ts'
export { beginPasskeySignIn, signInWithPasskey } from './accounts/passkeys/passkey-sign-in.ts'
export { changePerson, createPerson, listPeople, requireOrganisationAct } from './accounts/people.ts'
export { authenticateSession, authenticateToken, type Principal } from './accounts/principal.ts'
export { createPrincipals, type Principals, tenantOf } from './accounts/principals.ts'
export {
  beginOutside,
  confirmOutside,
  type Finished,
  finishOutside,
  type OutsideSignIns,
  purposeUnderWay,
} from './accounts/providers/outside-sign-in.ts'
export { createSignInProviders } from './accounts/providers/sign-in-providers.ts'
export { SignInRefused } from './accounts/providers/sign-in-refused.ts'
export type { Kept, Purpose } from './accounts/providers/under-way.ts'
export {
  beginOwnSecondStep,
  confirmOwnSecondStep,
  describeSecondStep,
  removeOwnSecondStep,
  renewOwnRecoveryCodes,
} from './accounts/second-step.ts'
export {
  createServiceAccount,
  createServiceAccountToken,
  listServiceAccounts,
  listServiceAccountTokens,
  revokeServiceAccountToken,
} from './accounts/service-accounts.ts'
export {
  changeName,
  describeSession,
  endOtherSessions,
  endSession,
  listSessions,
  type SessionTerms,
  type SignedIn,
  signIn,
  switchOrganisation,
} from './accounts/sessions.ts'
export { createToken, listTokens, type NewTokenValues, revokeToken } from './accounts/tokens.ts'
export type { Actor } from './actor.ts'
export { listAuditEvents } from './audit/list-audit-events.ts'
export { tellAudit } from './audit/tell-audit.ts'
export { type AuditVerdict, verifyAudit } from './audit/verify-audit.ts'
export { getVariance, listBaselineTasks } from './baselines/read-baselines.ts'
export { applyChangeSet, type ChangeRequest } from './changes/apply-change-set.ts'
export { getChangeSet, listChangeSets, type Page, type Paging } from './changes/read-change-sets.ts'
export { listOwnImports } from './exports/own-imports.ts'
export { listOwnTasks } from './exports/own-tasks.ts'
export { type PlanExport, readPlanExport } from './exports/read-plan-export.ts'
export { compareRevisions } from './history/compare-revisions.ts'
export type { RevertRequest } from './history/find-revert.ts'
export { getPlanAt } from './history/read-past.ts'
export { revert } from './history/revert.ts'
export { getRevertState } from './history/revert-state.ts'
export {
  approveImport,
  cancelImport,
  fixImportRow,
  pauseImport,
  resumeImport,
  selectImportRows,
  setImportColumns,
} from './imports/ask-import.ts'
export { beginImport, rejectImport, reportParsing } from './imports/begin-import.ts'
export { type CompareOptions, compareFile } from './imports/compare-file.ts'
export { endImport, type ImportEnd, storedFileOf } from './imports/end-import.ts'
export { beginFetch, endFetch, type FetchAttempt, type FetchOutcome, reportFetching } from './imports/fetch-import.ts'
export type { FileKey, FileRow, ToldFields } from './imports/file-row.ts'
export { type DateReport, keepDateReport } from './imports/keep-report.ts'
export { createLinkedImport, type ImportLinkParts } from './imports/link-import.ts'
export { type LivePlan, readLivePlan } from './imports/live-plan.ts'
export { matchFile } from './imports/match-file.ts'
export { nextImportStep } from './imports/next-step.ts'
export { withPeople } from './imports/people-by-email.ts'
export { noWorkflowUrl, type WorkflowUrl } from './imports/present-import.ts'
export {
  getImport,
  getImportColumns,
  getImportKept,
  getOwnImport,
  listImportDates,
  listImportRows,
  listImports,
} from './imports/read-imports.ts'
export { remindOfImport } from './imports/remind-import.ts'
export { keepsFile, retryImport } from './imports/retry-import.ts'
export { settleImport } from './imports/settle-import.ts'
export { awaitsStaging, findMapping, type StagedFile, stageImport, type Waits } from './imports/stage-import.ts'
export type { RowsAhead } from './imports/take-rows.ts'
export { takeImportBack, undoImport } from './imports/undo-import.ts'
export {
  appendImportPiece,
  completeUpload,
  createImport,
  type ImportUpload,
  type UploadedPiece,
} from './imports/upload.ts'
export {
  type BatchOutcome,
  importedId,
  importedProjectId,
  writeImportBatches,
} from './imports/write-batches.ts'
export { getLeveling } from './leveling/get-leveling.ts'
export { decideDigest } from './notifications/decide-digest.ts'
export { type DecisionPlace, decideNotification } from './notifications/decide-notification.ts'
export { listInbox, markNotifications } from './notifications/inbox.ts'
export * from './notifications/notify.ts'
export {
  listDefaults,
  listPreferences,
  putDefault,
  putPreference,
  removeDefault,
  removePreference,
} from './notifications/preferences.ts'
export {
  cancelMailDelivery,
  getMailQueue,
  getMailReceipt,
  listMailReceipts,
  sendMailAgain,
} from './notifications/receipts.ts'
export { listTaskWatchers, unwatchTask, watchTask } from './notifications/task-watches.ts'
export { tellDue } from './notifications/tell-due.ts'
export {
  getTimes,
  listNotificationProjects,
  putNotificationProject,
  putTimes,
  removeNotificationProject,
  removeTimes,
} from './notifications/times.ts'
export { type ByMail, lookAtUnsubscribe, undoUnsubscribe, unsubscribe } from './notifications/unsubscribe.ts'
export { copiedTables, leftOutTables, peopleTables } from './organisation/life/copied-tables.ts'
export {
  askForDeletion,
  callOffDeletion,
  findDeletionStep,
  remindOfDeletion,
} from './organisation/life/delete-organisation.ts'
export {
  askForExport,
  getExportFile,
  getOrganisationLife,
  getOrganisationRun,
} from './organisation/life/export-organisation.ts'
export { failOrganisationRun } from './organisation/life/fail-run.ts'
export { foundOrganisation } from './organisation/life/found-organisation.ts'
export {
  askForOrganisation,
  listOrganisations,
  resumeOrganisation,
  suspendOrganisation,
} from './organisation/life/manage-organisations.ts'
export { type MovedIds, moveId, moveRow } from './organisation/life/move-row.ts'
export {
  appendOrganisationPiece,
  beginOrganisationUpload,
  completeOrganisationUpload,
  requireOrganisationUpload,
} from './organisation/life/upload-organisation.ts'
export {
  deleteMailSettings,
  getMailSettings,
  type MailParts,
  mailGuard,
  mailProblem,
  prepareMailTrial,
  putMailSettings,
} from './organisation/mail-settings.ts'
export { changeRole, createRole, deleteRole, listRoles } from './organisation/roles.ts'
export { changeOrganisationSettings, getOrganisationSettings } from './organisation/settings.ts'
export {
  changeTeam,
  createTeam,
  deleteTeam,
  deleteTeamMember,
  listTeams,
  putTeamMember,
} from './organisation/teams.ts'
export {
  buildDelta,
  type DeltaInput,
  maximumDeltaRows,
  presentComputed,
  presentTask,
} from './plans/delta.ts'
export { orderTasks } from './plans/order-tasks.ts'
export { createPlanTexts, type PlanText, type PlanTexts } from './plans/plan-texts.ts'
export { readConsistently } from './plans/read-consistently.ts'
export { getDelta, getPlan } from './plans/read-plan.ts'
export * from './plans/read-rows.ts'
export { getRun, listRuns, type TemporalAddress } from './plans/read-runs.ts'
export { deleteProgramMember, listProgramMembers, putProgramMember } from './programs/program-members.ts'
export { listProgramProjects, setProjectProgram } from './programs/program-projects.ts'
export { deleteProgramTeam, listProgramTeams, putProgramTeam } from './programs/program-teams.ts'
export { changeProgram, createProgram, deleteProgram, getProgram, listPrograms } from './programs/programs.ts'
export { type CreateProjectOptions, createProject } from './projects/create-project.ts'
export { deleteProject } from './projects/delete-project.ts'
export { deleteMember, listMembers, putMember } from './projects/members.ts'
export { presentProject, presentProjectFor } from './projects/present-project.ts'
export { asUnseen, requireProjectRole, standingOf } from './projects/project-role.ts'
export { deleteProjectTeam, listProjectTeams, putProjectTeam } from './projects/project-teams.ts'
export { findProject, getProject, listProjects } from './projects/read-projects.ts'
export { listProjectStandings } from './projects/read-standings.ts'
export { beginRun, type RunBeginning, type RunReference, type RunToCompute } from './recompute/begin-run.ts'
export type { RunInput, WrittenResult } from './recompute/claim-result.ts'
export { type Computation, computeSchedule } from './recompute/compute-schedule.ts'
export type { EngineAnswer, EngineRequest } from './recompute/plan-memory.ts'
export { ScheduleMemory } from './recompute/schedule-memory.ts'
export { writeFailure } from './recompute/write-failure.ts'
export { type ComputedSchedule, writeSchedule } from './recompute/write-schedule.ts'
export { askForSeed } from './runs/ask-jobs.ts'
export { startRun } from './runs/ask-run.ts'
export {
  countPurgeBatch,
  nextPurgeBatch,
  openPurge,
  progressSeed,
  settlePurge,
  settleSeed,
} from './runs/carry-jobs.ts'
export { askScopedRun, getScopedRun, listScopedRuns } from './runs/oversee-runs.ts'
export type { RunAddresses } from './runs/read-runs.ts'
export type { RunActor } from './runs/run-kinds.ts'
export { searchAll } from './search/search-all.ts'
export { listMissingSeedPlans, seedPlan } from './seeding/seed.ts'
export { pullSync } from './sync/pull-sync.ts'
export { pushSync } from './sync/push-sync.ts'
export { changeSavedView, createSavedView, deleteSavedView, listSavedViews } from './views/saved-views.ts'
export {
  type AttemptOutcome,
  type AttemptParts,
  beginAttempt,
  endAttempt,
  type WebhookAttemptToMake,
} from './webhooks/attempt-delivery.ts'
export {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  rotateWebhookSecret,
  type WebhookParts,
} from './webhooks/manage-webhooks.ts'
export { getDelivery, listDeliveries, replayDelivery, testWebhook } from './webhooks/read-deliveries.ts'
export { importedWebhookSecret } from './webhooks/webhook-secret.ts'
export { explainMoves } from './why/explain-moves.ts'
export { getWhy } from './why/get-why.ts'
export { listTaskHistory } from './why/list-task-history.ts'
export { previewChangeSet } from './why/preview-change.ts'

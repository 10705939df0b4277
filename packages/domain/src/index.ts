export { type Bootstrapped, bootstrap } from './accounts/bootstrap.ts'
export { createPerson, listPeople, requireOrganisationAct } from './accounts/people.ts'
export { authenticateSession, authenticateToken, type Principal } from './accounts/principal.ts'
export { createPrincipals, type Principals, tenantOf } from './accounts/principals.ts'
export { describeSession, type SignedIn, signIn, switchOrganisation } from './accounts/sessions.ts'
export { createToken, listTokens, revokeToken } from './accounts/tokens.ts'
export type { Actor } from './actor.ts'
export { getVariance, listBaselineTasks } from './baselines/read-baselines.ts'
export { applyChangeSet, type ChangeRequest } from './changes/apply-change-set.ts'
export { getChangeSet, listChangeSets, type Page, type Paging } from './changes/read-change-sets.ts'
export { compareRevisions } from './history/compare-revisions.ts'
export type { RevertRequest } from './history/find-revert.ts'
export { getPlanAt } from './history/read-past.ts'
export { revert } from './history/revert.ts'
export { getRevertState } from './history/revert-state.ts'
export { endImport, type ImportEnd } from './imports/end-import.ts'
export { beginImport, beginWriting, finishImport, rejectImport, reportParsing } from './imports/follow-import.ts'
export { noWorkflowUrl, type WorkflowUrl } from './imports/present-import.ts'
export { getImport, getOwnImport, listImports, requestImportCancel } from './imports/read-imports.ts'
export {
  appendImportChunk,
  completeUpload,
  createImport,
  type ImportUpload,
} from './imports/upload.ts'
export { type BatchOutcome, type ImportBatch, importedId, writeImportBatch } from './imports/write-batch.ts'
export * from './notifications/notify.ts'
export { changeOrganisationSettings, getOrganisationSettings } from './organisation/settings.ts'
export {
  buildDelta,
  buildEventDelta,
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
export { type CreateProjectOptions, createProject } from './projects/create-project.ts'
export { deleteProject } from './projects/delete-project.ts'
export { deleteMember, listMembers, putMember } from './projects/members.ts'
export { presentProject, presentProjectFor } from './projects/present-project.ts'
export { effectiveRole, requireProjectRole } from './projects/project-role.ts'
export { findProject, getProject, listProjects } from './projects/read-projects.ts'
export { beginRun, type RunBeginning, type RunReference, type RunToCompute } from './recompute/begin-run.ts'
export type { RunInput, WrittenResult } from './recompute/claim-result.ts'
export { type Computation, computeSchedule } from './recompute/compute-schedule.ts'
export type { EngineAnswer, EngineRequest } from './recompute/plan-memory.ts'
export { ScheduleMemory } from './recompute/schedule-memory.ts'
export { writeFailure } from './recompute/write-failure.ts'
export { type ComputedSchedule, writeSchedule } from './recompute/write-schedule.ts'
export { listMissingSeedPlans, seedPlan } from './seeding/seed.ts'
export { pullSync } from './sync/pull-sync.ts'
export { pushSync } from './sync/push-sync.ts'
export { explainMoves } from './why/explain-moves.ts'
export { getWhy } from './why/get-why.ts'
export { previewChangeSet } from './why/preview-change.ts'

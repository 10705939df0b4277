export { applyDelta, RevisionGapError } from './apply-delta.ts'
export { applyOperations } from './apply-operations.ts'
export type {
  CallArguments,
  CalledId,
  CallInput,
  CallOptions,
  CallResult,
  DryRunResult,
  UploadBody,
} from './call-input.ts'
export { type Client, type ClientOptions, createClient } from './client.ts'
export { type FollowRunOptions, followRun } from './follow-run.ts'
export {
  type ConnectionState,
  createLiveConnection,
  type LiveConnection,
  type LiveConnectionOptions,
  type Running,
  type Watch,
  type WatchOptions,
} from './live-connection.ts'
export {
  createOutbox,
  type Outbox,
  type OutboxEntry,
  type OutboxKeep,
  type OutboxOptions,
  type OutboxSnapshot,
} from './outbox.ts'
export { childrenOf, inOutlineOrder, type OutlineRow } from './outline.ts'
export {
  createPlanSession,
  type PlanCopies,
  type PlanSession,
  type PlanSnapshot,
  type PlanUpdate,
} from './plan-session.ts'
export { RequestError } from './request-error.ts'
export { createStore, type Store, type WritableStore } from './store.ts'

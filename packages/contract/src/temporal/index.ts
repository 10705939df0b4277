/**
 * Names, ids and message types of everything on Temporal. No zod and no imports with code, so that workflows may use it.
 * Payloads carry ids, revisions and small counts, never personal data or file content.
 */
export const taskQueues = {
  planning: 'planning',
  imports: 'imports',
  notifications: 'notifications',
  email: 'email',
  maintenance: 'maintenance',
} as const
export type TaskQueue = (typeof taskQueues)[keyof typeof taskQueues]

/** Workflow types are the names of the exported workflow functions. */
export const workflowTypes = {
  recompute: 'recompute',
  importPlan: 'importPlan',
  runImport: 'runImport',
  seedOrganisation: 'seedOrganisation',
  notify: 'notifyPerson',
  /** Of the version before: what it began ends as it did there. */
  formerNotify: 'notify',
  digest: 'digest',
  deliverWebhook: 'deliverWebhook',
  createOrganisation: 'createOrganisation',
  exportOrganisation: 'exportOrganisation',
  importOrganisation: 'importOrganisation',
  deleteOrganisation: 'deleteOrganisation',
  sweepProjects: 'sweepProjects',
  purgeExpired: 'purgeExpired',
  purgeRows: 'purgeRows',
  tellDue: 'tellDue',
  readBounces: 'readBounces',
} as const

export const workflowIds = {
  recompute: (projectId: string) => `recompute/${projectId}`,
  import: (importId: string) => `import/${importId}`,
  seed: (organisationId: string) => `seed/${organisationId}`,
  notify: (notificationId: string) => `notify/${notificationId}`,
  digest: (personId: string, cadence: DigestCadence) => `digest/${personId}/${cadence}`,
  webhook: (deliveryId: string) => `webhook/${deliveryId}`,
  purge: (runId: string) => `purge/${runId}`,
  organisation: (runId: string) => `organisation/${runId}`,
} as const

export const scheduleIds = {
  sweepProjects: 'maintenance/recompute-sweep',
  purgeExpired: 'maintenance/purge',
  tellDue: 'maintenance/due',
} as const

/** Of a schedule that is there where a mailbox of bounces is set. */
export const bouncesScheduleId = 'mail/bounces'

export const signals = {
  recomputeRequested: 'recomputeRequested',
  importWoken: 'importWoken',
  runWoken: 'runWoken',
  deletionWoken: 'deletionWoken',
  notificationWoken: 'notificationWoken',
  digestWoken: 'digestWoken',
} as const
export const queries = { recomputeState: 'recomputeState' } as const

/** Keyword search attributes. */
export const searchAttributes = { organisation: 'OrganisationId', project: 'ProjectId', kind: 'JobKind' } as const

export interface RecomputeInput {
  organisationId: string
  projectId: string
  requested: number
  covered?: number
}
export interface RecomputeRequest {
  revision: number
}
/** `coveredRevision`: the newest input revision that the written result covers. */
export interface RecomputeResult {
  coveredRevision: number
  runs: number
}
export interface ImportInput {
  organisationId: string
  importId: string
}
export interface ImportResult {
  state: 'completed' | 'failed' | 'cancelled' | 'expired' | 'undone'
  rows: number
}
/** What is to be done next about an import. A wait of null is for somebody, however long it takes. */
export type ImportStep =
  | { next: 'fetch' | 'read' | 'write' | 'remind' | 'report' | 'undo' }
  | { next: 'wait'; milliseconds: number | null }
  | { next: 'settle'; state: 'failed' | 'cancelled' | 'expired' }
  | ({ next: 'end' } & ImportResult)
export interface SeedInput {
  organisationId: string
}
export interface SeedResult {
  outcome: 'seeded' | 'already-present'
  projects: number
}
export interface PurgeInput {
  runId: string
}
/** What is to be done next about a purge, by what the database has of it. */
export type PurgeStep = { next: 'batch' } | { next: 'wait' } | { next: 'end'; state: PurgeResult['state'] }
export interface PurgeResult {
  state: 'completed' | 'failed' | 'cancelled'
}
export interface NotifyInput {
  organisationId: string
  notificationId: string
}
/** `already-sent` and `not-deliverable` are words of histories from before deliveries had states of their own. */
export interface NotifyResult {
  outcome: NotifyOutcome | 'already-sent' | 'not-deliverable'
}
/** `carried`: another mail tells of it as well; `digest`: the next digest of its person does. */
export type NotifyOutcome =
  | ('sent' | 'bounced' | 'failed' | 'unknown' | 'not-wanted' | 'obsolete' | 'cancelled')
  | ('carried' | 'digest')
/** What is to be done next about a notification, by what the database has of it and what its person wants. */
export type NotifyStep =
  | { next: 'wait'; milliseconds: number }
  | { next: 'send' }
  | { next: 'end'; outcome: NotifyOutcome }
export type DigestCadence = 'hourly' | 'daily' | 'weekly'
/** The digests of a person in one organisation; the workflow of a person and a cadence serves all of theirs. */
export interface DigestInput {
  organisationId: string
  personId: string
  cadence: DigestCadence
}
/** Something waits for a digest in an organisation. */
export interface DigestWake {
  organisationId: string
}
export interface DigestResult {
  /** How many were made. */
  digests: number
}
/** What is to be done next about the digests of one organisation: `made` is looked at again at once. */
export type DigestStep = { next: 'wait'; milliseconds: number } | { next: 'made' } | { next: 'end' }
export interface WebhookInput {
  organisationId: string
  deliveryId: string
}
/** What is to be done next about a delivery, by what the database has of it. */
export type WebhookStep = { next: 'wait'; milliseconds: number } | ({ next: 'end' } & WebhookResult)
/** `gone`: the webhook was deleted, or the delivery purged. */
export interface WebhookResult {
  state: 'delivered' | 'failed' | 'cancelled' | 'gone'
}

/** A run on a whole organisation, and the organisation in which it was asked for. */
export interface OrganisationRunInput {
  organisationId: string
  runId: string
}
export interface OrganisationRunResult {
  state: 'completed' | 'failed' | 'cancelled'
  rows: number
}
/** Where an attempt at an export or an import of one ended: paused, it waits for whoever resumes or cancels it. */
export interface OrganisationRunStep {
  state: OrganisationRunResult['state'] | 'paused'
  rows: number
}
/** What is to be done next about a deletion, by what the database has of it. */
export type DeletionStep =
  | { next: 'wait'; milliseconds: number }
  | { next: 'remind' | 'purge' }
  | ({ next: 'end' } & OrganisationRunResult)

/** Types of `ApplicationFailure`s that retrying cannot cure. */
export const failureTypes = {
  notFound: 'NotFoundError',
  invalidFile: 'InvalidFileError',
  invalidPlan: 'InvalidPlanError',
  notDeliverable: 'NotDeliverableError',
} as const

/**
 * Kinds of work requests, and what the dispatcher does with each. `importWake` tells the import's workflow that something
 * was asked of it; `importCancel` is of the version before this one, and does the same. `purge` starts a purge, or tells it so.
 */
export const workKinds = [
  ...(['recompute', 'recomputeCancel', 'import', 'importCancel', 'importWake', 'seed', 'notify', 'webhook'] as const),
  ...(['digestHourly', 'digestDaily', 'digestWeekly'] as const),
  ...(['purge', 'organisationCreate', 'organisationExport', 'organisationImport', 'organisationDelete'] as const),
] as const
export type WorkKind = (typeof workKinds)[number]

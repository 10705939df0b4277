export {
  deriveKey,
  linkSecret,
  readUnsubscribeSecret,
  type UnwantedMails,
  unsubscribeSecret,
} from './derived-keys.ts'
export { type FaultOrder, type FaultReport, faultPoint, prepareFaults } from './fault-point.ts'
export { type FaultPointName, faultPoints } from './fault-points.ts'
export type { BucketStore, StoredPiece } from './files/bucket-store.ts'
export { type Buckets, createBuckets, type FileStorage } from './files/buckets.ts'
export { type FileStore, FileStoreError, pieceBytes, type StoredFile } from './files/file-store.ts'
export { inPieces } from './files/in-pieces.ts'
export {
  checkHealth,
  type HealthCheck,
  type HealthReport,
  type HealthServer,
  startHealthServer,
} from './health-server.ts'
export { createLogger, type Logger } from './log.ts'
export {
  type GuardedMail,
  type MailServer,
  openMailServer,
  requireMailServer,
} from './mail/mail-server.ts'
export { type MailToTry, type MailTrialOutcome, tryMailServer } from './mail/try-mail-server.ts'
export { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from './metrics.ts'
export type { ResolvedAddress } from './outgoing/guarded-lookup.ts'
export {
  createOutgoing,
  type Outgoing,
  type OutgoingAnswer,
  type OutgoingFile,
  type OutgoingOptions,
  type OutgoingRequest,
} from './outgoing/outgoing.ts'
export { OutgoingError, type OutgoingFailure, outgoingFailures } from './outgoing/outgoing-error.ts'
export { createSealer, SealError, type Sealer, sealedFor } from './sealer.ts'
export { type Environment, SettingsError } from './setting-source.ts'
export { type SettingName, settingNames } from './setting-table.ts'
export type { FaultAction, FaultSetting } from './setting-values.ts'
export {
  type LocalPorts,
  type LocalSettings,
  loadEnvironmentFile,
  loadLocalSettings,
  loadSettings,
  type Settings,
} from './settings.ts'
export { type RunOptions, runUntilSignal, Shutdown } from './shutdown.ts'
export type { GitHubSettings, OpenIdSettings, SignInProviderSettings } from './sign-in-settings.ts'

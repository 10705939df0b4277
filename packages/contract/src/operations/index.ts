import type { z } from 'zod'
import { accountOperations } from './accounts.ts'
import { auditOperations } from './audit.ts'
import { exportOperations } from './exports.ts'
import { historyOperations } from './history.ts'
import { importOperations } from './imports.ts'
import { levelingOperations } from './leveling.ts'
import { lifecycleOperations } from './lifecycle.ts'
import { linkOperations } from './links.ts'
import { liveOperations } from './live.ts'
import { mailSettingsOperations } from './mail-settings.ts'
import { notificationOperations } from './notifications.ts'
import { passkeyOperations } from './passkeys.ts'
import { planRowOperations } from './plan-rows.ts'
import { programOperations } from './programs.ts'
import { projectOperations } from './projects.ts'
import { runOperations } from './runs.ts'
import { savedViewOperations } from './saved-views.ts'
import { scheduleOperations } from './schedules.ts'
import { searchOperations } from './search.ts'
import { serviceOperations } from './service.ts'
import { signInOperations } from './sign-in.ts'
import { teamOperations } from './teams.ts'
import { unsubscribeOperations } from './unsubscribe.ts'
import { webhookOperations } from './webhooks.ts'

/** Every REST operation under `/api/v1`, by operation id. The api mounts these, the client calls these, the document lists these. */
export const operations = {
  ...accountOperations,
  ...auditOperations,
  ...linkOperations,
  ...signInOperations,
  ...passkeyOperations,
  ...projectOperations,
  ...planRowOperations,
  ...historyOperations,
  ...levelingOperations,
  ...savedViewOperations,
  ...liveOperations,
  ...importOperations,
  ...exportOperations,
  ...notificationOperations,
  ...unsubscribeOperations,
  ...teamOperations,
  ...programOperations,
  ...webhookOperations,
  ...mailSettingsOperations,
  ...lifecycleOperations,
  ...serviceOperations,
  ...scheduleOperations,
  ...runOperations,
  ...searchOperations,
}
export type Operations = typeof operations
export type OperationId = keyof Operations
/** Operations that tell what they would do: `?dry_run=true`. */
export type DryRunId = {
  [Id in OperationId]: Operations[Id] extends { dryRun: z.ZodType } ? Id : never
}[OperationId]
/** Operations that answer with a stream of events. */
export type EventsId = {
  [Id in OperationId]: Operations[Id] extends { events: z.ZodType } ? Id : never
}[OperationId]
/** Operations that answer with a file. */
export type FileId = {
  [Id in OperationId]: Operations[Id] extends { file: readonly string[] } ? Id : never
}[OperationId]

import { accountHandlers } from './accounts/handlers.ts'
import { linkHandlers } from './accounts/link-handlers.ts'
import { passkeyHandlers } from './accounts/passkey-handlers.ts'
import { providerHandlers } from './accounts/provider-handlers.ts'
import { secondStepHandlers } from './accounts/second-step-handlers.ts'
import { auditHandlers } from './audit/handlers.ts'
import { baselinesHandlers } from './baselines/handlers.ts'
import { historyHandlers } from './history/handlers.ts'
import type { Handlers } from './http/call.ts'
import { importHandlers } from './imports/handlers.ts'
import { notificationHandlers } from './notifications/handlers.ts'
import { unsubscribeHandlers } from './notifications/unsubscribe-handlers.ts'
import { organisationHandlers } from './organisation/handlers.ts'
import { lifecycleHandlers } from './organisation/lifecycle-handlers.ts'
import { mailSettingsHandlers } from './organisation/mail-settings-handlers.ts'
import { planRowHandlers } from './plan-rows/handlers.ts'
import { presenceHandlers } from './presence/handlers.ts'
import { programHandlers } from './programs/handlers.ts'
import { projectHandlers } from './projects/handlers.ts'
import { runHandlers } from './runs/handlers.ts'
import { scheduleHandlers } from './schedules/handlers.ts'
import { searchHandlers } from './search/handlers.ts'
import { serviceHandlers } from './service/handlers.ts'
import { syncHandlers } from './sync/handlers.ts'
import { teamHandlers } from './teams/handlers.ts'
import { savedViewHandlers } from './views/handlers.ts'
import { webhookHandlers } from './webhooks/handlers.ts'

/** What answers each operation of the contract, but for what threads compute (compute/computed-answers.ts). */
export const handlers: Handlers = {
  ...accountHandlers,
  ...auditHandlers,
  ...linkHandlers,
  ...passkeyHandlers,
  ...providerHandlers,
  ...secondStepHandlers,
  ...organisationHandlers,
  ...lifecycleHandlers,
  ...mailSettingsHandlers,
  ...projectHandlers,
  ...planRowHandlers,
  ...baselinesHandlers,
  ...historyHandlers,
  ...syncHandlers,
  ...presenceHandlers,
  ...importHandlers,
  ...notificationHandlers,
  ...unsubscribeHandlers,
  ...teamHandlers,
  ...programHandlers,
  ...webhookHandlers,
  ...savedViewHandlers,
  ...serviceHandlers,
  ...scheduleHandlers,
  ...runHandlers,
  ...searchHandlers,
}

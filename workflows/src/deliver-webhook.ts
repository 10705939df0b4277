import { proxyActivities, sleep } from '@temporalio/workflow'
import type { WebhookActivities } from '@throughline/activities'
import type { WebhookInput, WebhookResult } from '@throughline/contract/temporal'
import { webhookOptions } from './activity-options.ts'

const { attemptWebhook } = proxyActivities<WebhookActivities>(webhookOptions)

/** Attempts a delivery until it has arrived, or there is no use in it any more. The database says when the next one is. */
export async function deliverWebhook(input: WebhookInput): Promise<WebhookResult> {
  for (;;) {
    const step = await attemptWebhook(input)
    if (step.next === 'end') return { state: step.state }
    await sleep(step.milliseconds)
  }
}

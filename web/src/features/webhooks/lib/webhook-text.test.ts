import type { Webhook, WebhookDelivery } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { attemptText, deliveryState, webhookState } from './webhook-text.ts'

const webhook = { disabledBecause: null, failingSince: null } as Webhook
const delivery = { state: 'pending', attempts: 0, nextAttemptAt: '2026-03-02T08:00:00.000Z' } as WebhookDelivery

describe('what is said of a webhook', () => {
  it('tells whether it is on, and why not', () => {
    expect(webhookState(webhook)).toBe('on')
    expect(webhookState({ ...webhook, failingSince: '2026-03-02T08:00:00.000Z' })).toMatch(/^failing since .*2026/)
    expect(webhookState({ ...webhook, disabledBecause: 'failing' })).toBe('off: it failed for five days')
  })

  it('tells how far a delivery is', () => {
    expect(deliveryState(delivery)).toBe('on its way')
    expect(deliveryState({ ...delivery, attempts: 2 })).toMatch(/^failed 2 times, again /)
    expect(deliveryState({ ...delivery, state: 'failed', attempts: 8 })).toBe('failed after 8 attempts')
  })

  it('tells how an attempt went', () => {
    const attempt = { number: 1, startedAt: '', milliseconds: 12, status: 500, error: null }
    expect(attemptText(attempt)).toBe('answered 500, after 12 ms')
    expect(attemptText({ ...attempt, status: null, error: 'timed-out' })).toBe(
      'no answer within 15 seconds, after 12 ms',
    )
    expect(attemptText({ ...attempt, status: null, milliseconds: null })).toBe('under way')
  })
})

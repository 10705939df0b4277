import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { signedHeaders } from './signed-headers.ts'

const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`
const [first, second, other] = ['first', 'second', 'other'].map(secretOf) as [string, string, string]
const body = '{"type":"project.changed","data":{"name":"ä"}}'

test('each secret signs, and no other one verifies', () => {
  const headers = signedHeaders({ messageId: 'm1', body, secrets: [first, second], at: new Date() })
  for (const secret of [first, second])
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'project.changed' })
  expect(() => new Webhook(other).verify(body, headers)).toThrow('No matching signature')
  expect(() => new Webhook(first).verify(`${body} `, headers)).toThrow('No matching signature')
  expect(() => new Webhook(first).verify(body, { ...headers, 'webhook-id': 'm2' })).toThrow('No matching signature')
})

test('what was signed more than five minutes ago is not accepted', () => {
  const at = new Date(Date.now() - 301_000)
  const headers = signedHeaders({ messageId: 'm1', body, secrets: [first], at })
  expect(() => new Webhook(first).verify(body, headers)).toThrow('too old')
})

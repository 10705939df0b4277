import { expect, test } from 'vitest'
import { deriveKey, linkSecret, readUnsubscribeSecret, unsubscribeSecret } from './derived-keys.ts'

const secret = 's'.repeat(40)

test('keys differ by purpose and by secret, and are the same each time', () => {
  const keys = [deriveKey(secret, 'a'), deriveKey(secret, 'b'), deriveKey(`${secret}!`, 'a')].map(String)
  expect(new Set(keys).size).toBe(3)
  expect(String(deriveKey(secret, 'a'))).toBe(keys[0])
  expect(deriveKey(secret, 'a')).toHaveLength(32)
})

test('the secret of a link has 256 bits, and another id or installation has another', () => {
  const secrets = [linkSecret(secret, 'one'), linkSecret(secret, 'two'), linkSecret(`${secret}!`, 'one')]
  expect(new Set(secrets).size).toBe(3)
  for (const each of secrets) expect(Buffer.from(each, 'base64url')).toHaveLength(32)
})

test('what a mail is unsubscribed from by names it, and cannot be made or changed by others', () => {
  const mails = { organisationId: 'norlake', personId: 'anna', kind: 'task-assigned' }
  const made = unsubscribeSecret(secret, mails)
  expect(readUnsubscribeSecret(secret, made)).toEqual(mails)
  const signature = made.split('.').at(-1) ?? ''
  expect(Buffer.from(signature, 'base64url')).toHaveLength(32)
  const forged = [
    ...['', '.', '...', 'norlake.anna.task-assigned', `norlake.anna.task-assigned.${'A'.repeat(43)}`],
    ...[`norlake.anna.import-ended.${signature}`, `norlake.ben.task-assigned.${signature}`],
    ...[`${made}.`, made.slice(0, -1), `${made}A`, made.replace('norlake.anna', 'norlakeanna')],
    ...[
      unsubscribeSecret(`${secret}!`, mails),
      `norlake.anna.task-assigned.${linkSecret(secret, 'norlake.anna.task-assigned')}`,
    ],
  ]
  for (const each of forged) expect([each, readUnsubscribeSecret(secret, each)]).toEqual([each, null])
})

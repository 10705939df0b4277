import { expect, test } from 'vitest'
import { deriveKey, linkSecret } from './derived-keys.ts'

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

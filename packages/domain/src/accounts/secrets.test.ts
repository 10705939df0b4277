import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSecret, hashSecret, isSecret, readToken, writeToken } from './secrets.ts'

test('a token can be read back, and only its own secret fits its hash', () => {
  const id = randomUUID()
  const secret = createSecret()
  expect(readToken(writeToken(id, secret))).toEqual({ id, secret })
  expect(isSecret(secret, hashSecret(secret))).toBe(true)
  expect(isSecret(createSecret(), hashSecret(secret))).toBe(false)
  expect(isSecret(secret, Buffer.alloc(3))).toBe(false)
})

test('secrets have 256 bits and do not repeat', () => {
  const secrets = Array.from({ length: 100 }, createSecret)
  expect(new Set(secrets).size).toBe(100)
  expect(Buffer.from(secrets[0] ?? '', 'base64url')).toHaveLength(32)
})

const token = writeToken(randomUUID(), createSecret())
test.each(['', 'tl_', token.slice(0, -1), `${token}x`, token.toUpperCase(), token.replace('tl_', 'xx_')])(
  '%s is no token',
  (text) => {
    expect(readToken(text)).toBeNull()
  },
)

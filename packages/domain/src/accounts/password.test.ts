import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

test('a password fits its hash, which is argon2id with the strength we chose', async () => {
  const hash = await hashPassword('correct horse')
  expect(hash).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  expect(await verifyPassword(hash, 'correct horse')).toBe(true)
  expect(await verifyPassword(hash, 'wrong horse')).toBe(false)
})

test('without a hash no password fits', async () => {
  expect(await verifyPassword(null, 'anything')).toBe(false)
  expect(await verifyPassword(undefined, '')).toBe(false)
})

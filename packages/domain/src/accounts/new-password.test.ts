import { expect, test } from 'vitest'
import { hashNewPassword } from './new-password.ts'
import { verifyPassword } from './password.ts'

const ann = { email: 'Ann.Weber@example.com', name: 'Ann Zoë Weber' }
const refusal = (password: string) =>
  hashNewPassword(password, ann).then(
    () => null,
    (error: unknown) => error,
  )

test.each([
  'password',
  'PassWord',
  'password1',
  'Password123!',
  'qwertyuiop',
  '12345678',
  'ｐａｓｓｗｏｒｄ',
  'iloveyou!!',
])('%s is too common', async (password) => {
  expect(await refusal(password)).toMatchObject({
    type: 'invalid-change',
    details: { issues: [{ path: 'body.password', message: expect.stringContaining('common') }] },
  })
})

test.each(['ann.weber-2026', 'my WEBER house', 'annzoëweber', 'xxAnn.Weber@example.com'])(
  '%s holds what is known of its person',
  async (password) => {
    expect(await refusal(password)).toMatchObject({ details: { detail: 'must not hold your name or address' } })
  },
)

test.each([
  'correct horse battery staple',
  'zoë likes rain',
  'password-4821-9034-1123',
  'ぱすわーど長い言葉',
  '🐎🔋📎✅ 🐎🔋',
])('%s is taken, as it is', async (password) => {
  expect(await verifyPassword(await hashNewPassword(password, ann), password)).toBe(true)
})

test('the place of a refused one is the one that was asked with', async () => {
  await expect(hashNewPassword('password', ann, 'body.newPassword')).rejects.toMatchObject({
    details: { issues: [{ path: 'body.newPassword' }] },
  })
})

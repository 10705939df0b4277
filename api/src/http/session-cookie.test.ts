import { expect, test } from 'vitest'
import { endedCookie, readSessionCookie, sessionCookie } from './session-cookie.ts'

const open = { publicUrl: 'http://localhost:8000' }
const secure = { publicUrl: 'https://plan.example.com' }

test('what is set can be read, among other cookies', () => {
  for (const settings of [open, secure]) {
    const [pair] = sessionCookie(settings, 's3cr-t_', new Date()).split(';')
    expect(readSessionCookie(settings, `theme=dark; ${pair}; a=b`)).toBe('s3cr-t_')
  }
})

test('a cookie of the open kind does not count where the host-bound one is expected', () => {
  const [pair] = sessionCookie(open, 'secret', new Date()).split(';')
  expect(readSessionCookie(secure, pair)).toBeNull()
})

test.each([undefined, '', 'throughline_session=', 'xthroughline_session=a', 'other=1'])('%s holds none', (header) => {
  expect(readSessionCookie(open, header)).toBeNull()
})

test('scripts cannot read it, and ending it drops it at once', () => {
  expect(sessionCookie(secure, 'x', new Date(0))).toMatch(/HttpOnly; SameSite=Lax; Secure; Expires=Thu, 01 Jan 1970/)
  expect(endedCookie(secure)).toContain('Max-Age=0')
})

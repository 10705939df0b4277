import { expect, test } from 'vitest'
import { sessionCookie } from './session-cookie.ts'

const open = { publicUrl: 'http://localhost:8000' }
const secure = { publicUrl: 'https://plan.example.com' }

test('what is set can be read, among other cookies', () => {
  for (const settings of [open, secure]) {
    const [pair] = sessionCookie.write(settings, 's3cr-t_', new Date()).split(';')
    expect(sessionCookie.read(settings, `theme=dark; ${pair}; a=b`)).toBe('s3cr-t_')
  }
})

test('a cookie of the open kind does not count where the host-bound one is expected', () => {
  const [pair] = sessionCookie.write(open, 'secret', new Date()).split(';')
  expect(sessionCookie.read(secure, pair)).toBeNull()
})

test.each([undefined, '', 'throughline_session=', 'xthroughline_session=a', 'other=1'])('%s holds none', (header) => {
  expect(sessionCookie.read(open, header)).toBeNull()
})

test('scripts cannot read it, and ending it drops it at once', () => {
  expect(sessionCookie.write(secure, 'x', new Date(0))).toMatch(
    /HttpOnly; SameSite=Lax; Secure; Expires=Thu, 01 Jan 1970/,
  )
  expect(sessionCookie.end(secure)).toContain('Max-Age=0')
})

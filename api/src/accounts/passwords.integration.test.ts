import { randomUUID } from 'node:crypto'
import type { TestPerson } from '@throughline/tests'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { medianOf } from '../testing/median.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const newPassword = 'seven quiet harbours'

async function signIn({ email }: TestPerson, password: string) {
  const { status, headers } = await api.request('POST', '/session', { body: { email, password } })
  return { status, headers: { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', origin: api.url } }
}

test('a change asks for the present password, ends all other sessions, and keeps its own', async () => {
  const person = await fixture.organisation.addPerson()
  const [own, other] = [await signIn(person, person.password), await signIn(person, person.password)]
  const change = (password: string) =>
    api.request('PUT', '/session/password', { headers: own.headers, body: { password, newPassword } })
  const refused = await change('not the password')
  expect(refused.status).toBe(422)
  expect(refused.body.issues).toEqual([{ path: 'body.password', message: 'is not your present password' }])
  expect((await api.request('GET', '/session', other)).status).toBe(200)
  expect((await change(person.password)).status).toBe(204)
  expect((await api.request('GET', '/session', other)).status).toBe(401)
  expect((await api.request('GET', '/session', own)).status).toBe(200)
  expect((await signIn(person, person.password)).status).toBe(401)
  expect((await signIn(person, newPassword)).status).toBe(200)
})

test('a token changes no password, even with the right one', async () => {
  const as = await fixture.organisation.addPerson()
  const body = { password: as.password, newPassword }
  expect((await api.request('PUT', '/session/password', { as, body })).status).toBe(403)
  expect((await signIn(as, as.password)).status).toBe(200)
})

test('guessing the present password in a session is slowed down as at the sign-in', async () => {
  const person = await fixture.organisation.addPerson()
  const { headers } = await signIn(person, person.password)
  const guesses = Array.from({ length: 11 }, () =>
    api.request('PUT', '/session/password', { headers, body: { password: 'not the password', newPassword } }),
  )
  const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort()
  expect(statuses).toEqual([...Array(10).fill(422), 429])
})

test('a common password is refused with its place, wherever one is chosen', async () => {
  const { admin } = fixture.organisation
  const { headers } = await signIn(admin, admin.password)
  const changed = await api.request('PUT', '/session/password', {
    headers,
    body: { password: admin.password, newPassword: 'Password1!' },
  })
  expect(changed.status).toBe(422)
  expect(changed.body.issues[0].path).toBe('body.newPassword')
  const body = { name: 'Ada Lovelace', email: `${randomUUID()}@example.com`, password: 'my lovelace' }
  const added = await api.request('POST', '/people', { as: admin, body })
  expect(added.status).toBe(422)
  expect(added.body.issues).toEqual([{ path: 'body.password', message: 'must not hold your name or address' }])
})

test.each([
  ['7 characters', 'x8!fh2q', 400],
  ['257 characters', 'x8!fh2qa'.repeat(33).slice(0, 257), 400],
  ['256 of no other kind than letters', 'qzjxkvbw'.repeat(32), 204],
])('a password of %s', async (_, chosen, status) => {
  const person = await fixture.organisation.addPerson()
  const { headers } = await signIn(person, person.password)
  const body = { password: person.password, newPassword: chosen }
  expect((await api.request('PUT', '/session/password', { headers, body })).status).toBe(status)
})

test('neither words nor status nor time of a refused sign-in tell whether there is such an address', async () => {
  const rounds = 200
  const times = { known: [] as number[], unknown: [] as number[] }
  const answers = new Set<string>()
  async function refuse(kind: keyof typeof times, email: string) {
    const since = performance.now()
    const { status, body } = await api.request('POST', '/session', { body: { email, password: 'not the password' } })
    times[kind].push(performance.now() - since)
    answers.add(JSON.stringify([status, body]))
  }
  // Ten failures are allowed to each address, and the two kinds take turns, so that what else is done weighs on both.
  for (let at = 0; at < rounds / 10; at++) {
    const { email } = await fixture.organisation.addPerson()
    for (let turn = 0; turn < 10; turn++) {
      await refuse('known', email)
      await refuse('unknown', `person-${randomUUID().slice(0, 8)}@example.com`)
    }
  }
  expect(answers.size).toBe(1)
  expect(times.known).toHaveLength(rounds)
  const [known, unknown] = [medianOf(times.known), medianOf(times.unknown)]
  expect(Math.abs(known - unknown), `${known} ms and ${unknown} ms`).toBeLessThan(5)
})

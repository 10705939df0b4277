import { randomUUID } from 'node:crypto'
import type { TestPerson } from '@throughline/tests'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { asSuperuser, connect, disconnectAll, eventually, type LiveClient } from '../testing/live.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false })
})
afterEach(disconnectAll)
afterAll(() => fixture.close())

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

interface SignedIn {
  headers: { cookie: string; origin: string }
  id: string
}

async function signIn({ email, password }: TestPerson, at = api): Promise<SignedIn> {
  const given = { headers: { 'user-agent': firefox }, body: { email, password } }
  const answer = await at.request('POST', '/session', given)
  expect(answer.status).toBe(200)
  const headers = { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', origin: at.url }
  const { items } = (await at.request('GET', '/sessions', { headers })).body
  return { headers, id: items.find(({ current }: { current: boolean }) => current).id }
}

const statusOf = async ({ headers }: SignedIn, at = api) => (await at.request('GET', '/session', { headers })).status

/** Ages a session as if it had been used last so many hours ago. */
const leaveAlone = ({ id }: SignedIn, hours: number) =>
  asSuperuser(
    `update session set last_seen_at = now() - make_interval(hours => $2), expires_at = expires_at - make_interval(hours => $2),
       ends_at = ends_at - make_interval(hours => $2) where id = $1`,
    [id, hours],
  )

test('people see where they are signed in, and no secret of it', async () => {
  const person = await fixture.organisation.addPerson()
  const [first, second] = [await signIn(person), await signIn(person)]
  const { body } = await api.request('GET', '/sessions', { headers: second.headers })
  expect(body.items).toHaveLength(2)
  for (const item of body.items) {
    expect(Object.keys(item).sort()).toEqual(
      ['address', 'agent', 'createdAt', 'current', 'expiresAt', 'id', 'lastSeenAt'].sort(),
    )
    expect(item).toMatchObject({ agent: 'Firefox on Linux', current: item.id === second.id })
    expect(item.address).toMatch(/127\.0\.0\.1$/)
  }
  expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual([first.id, second.id].sort())
})

test('each sign-in has a token of its own, also for a browser that has one', async () => {
  const person = await fixture.organisation.addPerson()
  const first = await signIn(person)
  const { email, password } = person
  const again = await api.request('POST', '/session', { headers: first.headers, body: { email, password } })
  const cookie = again.headers.get('set-cookie')?.split(';')[0]
  expect(cookie).toMatch(/^throughline_session=[\w-]{43}$/)
  expect(cookie).not.toBe(first.headers.cookie)
})

test('one session is ended from another, and only by its person', async () => {
  const person = await fixture.organisation.addPerson()
  const [lost, own] = [await signIn(person), await signIn(person)]
  const end = (by: SignedIn, id: string) => api.request('DELETE', `/sessions/${id}`, { headers: by.headers })
  const stranger = await signIn(await fixture.organisation.addPerson())
  const [theirs, absent] = [await end(stranger, lost.id), await end(stranger, randomUUID())]
  expect(theirs.status).toBe(404)
  expect({ ...theirs.body, instance: '' }).toEqual({ ...absent.body, instance: '' })
  expect(await statusOf(lost)).toBe(200)
  expect((await end(own, lost.id)).status).toBe(204)
  expect(await statusOf(lost)).toBe(401)
  expect(await statusOf(own)).toBe(200)
  expect((await end(own, lost.id)).status).toBe(404)
})

test('all others end at once', async () => {
  const person = await fixture.organisation.addPerson()
  const [one, two, own] = [await signIn(person), await signIn(person), await signIn(person)]
  expect((await api.request('DELETE', '/sessions', { headers: own.headers })).status).toBe(204)
  expect([await statusOf(one), await statusOf(two), await statusOf(own)]).toEqual([401, 401, 200])
})

describe('a session that is left alone', () => {
  test('for less than the idle limit goes on from there, for longer it is over and stays over', async () => {
    const person = await fixture.organisation.addPerson()
    const [used, left] = [await signIn(person), await signIn(person)]
    await leaveAlone(used, 14 * 24 - 1)
    await leaveAlone(left, 14 * 24 + 1)
    // Of another api, which remembers neither.
    const other = await fixture.start({ dispatch: false, listen: false })
    expect([await statusOf(used, other), await statusOf(left, other)]).toEqual([200, 401])
    expect(await statusOf(left, other)).toBe(401)
    const { items } = (await other.request('GET', '/sessions', { headers: used.headers })).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual([used.id])
    expect(Date.parse(items[0].expiresAt) - Date.now()).toBeGreaterThan(13.9 * 86_400_000)
  })

  test('ends after the absolute limit however much it is used', async () => {
    const session = await signIn(await fixture.organisation.addPerson())
    await asSuperuser(
      "update session set last_seen_at = now() - interval '1 hour', ends_at = now() + interval '2 hours' where id = $1",
      [session.id],
    )
    const other = await fixture.start({ dispatch: false, listen: false })
    expect(await statusOf(session, other)).toBe(200)
    const { items } = (await other.request('GET', '/sessions', { headers: session.headers })).body
    expect(Date.parse(items[0].expiresAt) - Date.now()).toBeLessThan(2 * 3_600_000)
    await asSuperuser('update session set ends_at = now(), expires_at = now() where id = $1', [session.id])
    expect(await statusOf(session, other)).toBe(401)
  })

  test('has the limits of the settings', async () => {
    const strict = await fixture.start({
      dispatch: false,
      listen: false,
      settings: (settings) => ({
        ...settings,
        api: { ...settings.api, sessions: { idleHours: 3, maxDays: 1 } },
      }),
    })
    const session = await signIn(await fixture.organisation.addPerson(), strict)
    await leaveAlone(session, 4)
    const other = await fixture.start({ dispatch: false, listen: false })
    expect(await statusOf(session, other)).toBe(401)
  })
})

describe('the open socket of a session', () => {
  /** By what it is cut, after it was answered; and no later than two seconds. */
  async function expectCut(socket: LiveClient, act: () => Promise<unknown>) {
    const told: string[] = []
    socket.once('disconnect', (reason) => void told.push(reason))
    await act()
    await eventually(() => expect(told).toEqual(['io server disconnect']), 2_000)
  }

  const open = ({ headers }: SignedIn) => connect(api.url, { headers })

  test('is cut when the session is ended from another, and the other one is not', async () => {
    const person = await fixture.organisation.addPerson()
    const [lost, own] = [await signIn(person), await signIn(person)]
    const [cut, kept] = [await open(lost), await open(own)]
    await expectCut(cut, () => api.request('DELETE', `/sessions/${lost.id}`, { headers: own.headers }))
    expect(kept.connected).toBe(true)
    await expect(open(lost)).rejects.toMatchObject({ data: { code: 4001 } })
  })

  test('is cut when the password is changed elsewhere', async () => {
    const person = await fixture.organisation.addPerson()
    const [lost, own] = [await signIn(person), await signIn(person)]
    const [cut, kept] = [await open(lost), await open(own)]
    const body = { password: person.password, newPassword: 'seven quiet harbours' }
    await expectCut(cut, () => api.request('PUT', '/session/password', { headers: own.headers, body }))
    expect(kept.connected).toBe(true)
  })

  test('is cut at the sign-out', async () => {
    const session = await signIn(await fixture.organisation.addPerson())
    await expectCut(await open(session), () => api.request('DELETE', '/session', { headers: session.headers }))
  })

  test('is cut when its person is disabled, and so is that of a token; neither comes back with the person', async () => {
    const person = await fixture.organisation.addPerson()
    const session = await signIn(person)
    const [byCookie, byToken] = [await open(session), await connect(api.url, { token: person.token })]
    const set = (value: string) =>
      asSuperuser(`update person set disabled_at = ${value} where id = $1`, [person.personId])
    await expectCut(byCookie, () => expectCut(byToken, () => set('now()')))
    const signInAgain = () =>
      api.request('POST', '/session', { body: { email: person.email, password: person.password } })
    expect((await signInAgain()).status).toBe(401)
    await set('null')
    expect(await statusOf(session)).toBe(401)
    expect((await api.request('GET', '/session', { as: person })).status).toBe(401)
    expect((await signInAgain()).status).toBe(200)
  })
})

import type { Notification } from '@throughline/contract'
import { createOrganisation, openTestDatabase, type TestPerson } from '@throughline/tests'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { asSuperuser } from '../testing/live.ts'

let fixture: Fixture
let api: TestApi
const log: string[] = []
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, log })
})
afterAll(() => fixture.close())

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** Signs in with the cookies of a browser, and answers those that it has then. */
async function signIn({ email, password }: Pick<TestPerson, 'email' | 'password'>, cookies = ''): Promise<string> {
  const headers = { 'user-agent': firefox, origin: api.url, ...(cookies ? { cookie: cookies } : {}) }
  const answer = await api.request('POST', '/session', { headers, body: { email, password } })
  expect(answer.status).toBe(200)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const told = async (person: TestPerson): Promise<Notification[]> =>
  (await api.request('GET', '/notifications?kind=sign-in-new-device', { as: person })).body.items
const deviceOf = (cookies: string) => /throughline_device=([\w-]+)/.exec(cookies)?.[1]

describe('a sign-in from a new device', () => {
  test('is told, but for the first device of a person, and not for one that is known', async () => {
    const person = await fixture.organisation.addPerson()
    const first = await signIn(person)
    expect(await told(person)).toEqual([])
    const again = await signIn(person, first)
    expect(deviceOf(again)).toBe(deviceOf(first))
    expect(await told(person)).toEqual([])
    const second = await signIn(person)
    expect(await told(person)).toMatchObject([{ device: 'Firefox on Linux', path: '/account', actor: null }])
    await signIn(person, second)
    await signIn(person, first)
    expect(await told(person)).toHaveLength(1)
    const requests = await asSuperuser('select 1 from work_request where subject_id = $1', [
      (await told(person))[0]?.id,
    ])
    expect(requests).toHaveLength(1)
  })

  test('is told to each person of a browser that several use, which keeps one cookie', async () => {
    const [one, other] = [await fixture.organisation.addPerson(), await fixture.organisation.addPerson()]
    await signIn(other)
    const shared = await signIn(one)
    expect(deviceOf(await signIn(other, shared))).toBe(deviceOf(shared))
    expect(await told(other)).toHaveLength(1)
    await signIn(one, shared)
    expect(await told(one)).toEqual([])
  })

  test('is told of a secret that nobody gave, which is not taken over where it is none', async () => {
    const person = await fixture.organisation.addPerson()
    await signIn(person)
    const forged = await signIn(person, 'throughline_device=short')
    expect(deviceOf(forged)).toMatch(/^[\w-]{43}$/)
    expect(await told(person)).toHaveLength(1)
  })

  test('cannot be turned off', async () => {
    const body = { inbox: false, mail: 'off' }
    const as = fixture.organisation.admin
    expect((await api.request('PUT', '/notification-preferences/sign-in-new-device', { as, body })).status).toBe(422)
  })
})

describe('the secret of a device', () => {
  test('is in a cookie that scripts and other pages do not have, and nowhere else', async () => {
    const person = await fixture.organisation.addPerson()
    const { email, password } = person
    const answer = await api.request('POST', '/session', { body: { email, password } })
    const [, cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^throughline_device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=/)
    const secret = deviceOf(cookie) ?? ''
    expect(JSON.stringify(answer.body)).not.toContain(secret)
    expect(log.join('\n')).not.toContain(secret)
    const rows = await asSuperuser('select to_jsonb(d)::text as row from device d where person_id = $1', [
      person.personId,
    ])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('opens nothing', async () => {
    const cookies = await signIn(await fixture.organisation.addPerson())
    const headers = { cookie: `throughline_device=${deviceOf(cookies)}`, origin: api.url }
    expect((await api.request('GET', '/session', { headers })).status).toBe(401)
  })
})

test('fifty devices of a person are kept, those that were seen last', async () => {
  const person = await fixture.organisation.addPerson()
  await signIn(person)
  await asSuperuser(
    `insert into device (person_id, secret_hash, last_seen_at)
     select $1, sha256(n::text::bytea), now() - make_interval(secs => n) from generate_series(1, 50) n`,
    [person.personId],
  )
  const last = await signIn(person)
  const rows = await asSuperuser('select 1 from device where person_id = $1', [person.personId])
  expect(rows).toHaveLength(50)
  const oldest = "select 1 from device where person_id = $1 and secret_hash = sha256('50'::bytea)"
  expect(await asSuperuser(oldest, [person.personId])).toEqual([])
  await signIn(person, last)
  expect(await told(person)).toHaveLength(1)
})

test('a person who is deleted with their organisation leaves no device', async () => {
  const database = openTestDatabase()
  try {
    const organisation = await createOrganisation(database)
    const person = await organisation.addPerson()
    await signIn(person)
    await asSuperuser('update organisation set deletion_at = now() where id = $1', [organisation.id])
    await asSuperuser('select begin_purge($1)', [organisation.id])
    let left: unknown = true
    while (left)
      [{ left } = { left: null }] = await asSuperuser('select purge_organisation($1, 1000) as left', [organisation.id])
    expect(await asSuperuser('select 1 from device where person_id = $1', [person.personId])).toEqual([])
  } finally {
    await database.close()
  }
})

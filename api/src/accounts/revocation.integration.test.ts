import { randomUUID } from 'node:crypto'
import { testStack } from '@throughline/tests'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'

/** Two apis, each with a memory of its own of who is who, and no word between them. */
let fixture: Fixture
let one: TestApi
let other: TestApi
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
beforeAll(async () => {
  await superuser.connect()
  fixture = await createFixture()
  one = await fixture.start({ dispatch: false, listen: false })
  other = await fixture.start({ dispatch: false, listen: false })
})
afterAll(async () => {
  await fixture.close()
  await superuser.end()
})

async function expectBoth(status: number, options: RequestOptions) {
  for (const api of [one, other]) expect((await api.request('GET', '/session', options)).status).toBe(status)
}

async function signIn({ email, password } = fixture.organisation.admin): Promise<RequestOptions> {
  const { headers } = await one.request('POST', '/session', { body: { email, password } })
  return { headers: { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', origin: one.url } }
}

test('a token that one api revoked is refused by all at once, for reading and for changing', async () => {
  const as = fixture.organisation.admin
  const made = await one.request('POST', '/tokens', { as, body: { name: 'robot' } })
  const robot = { as: { ...as, token: made.body.secret as string } }
  await expectBoth(200, robot)
  await expectBoth(200, robot)
  expect((await one.request('DELETE', `/tokens/${made.body.id}`, { as })).status).toBe(204)
  const name = `Never ${randomUUID()}`
  expect((await other.request('POST', '/projects', { ...robot, body: { name } })).status).toBe(401)
  await expectBoth(401, robot)
  const { items } = (await one.request('GET', '/projects', { as })).body as { items: { name: string }[] }
  expect(items.map((project) => project.name)).not.toContain(name)
})

test('a session that was ended at one api is over at all', async () => {
  const session = await signIn()
  await expectBoth(200, session)
  expect((await one.request('DELETE', '/session', session)).status).toBe(204)
  await expectBoth(401, session)
})

test('a session that runs out is over, however lately it was used', async () => {
  const session = await signIn()
  await expectBoth(200, session)
  await superuser.query('update session set expires_at = now() where person_id = $1', [
    fixture.organisation.admin.personId,
  ])
  await expectBoth(401, session)
})

test('a person who was disabled is out', async () => {
  const person = await fixture.organisation.addPerson()
  await expectBoth(200, { as: person })
  await superuser.query('update person set disabled_at = now() where id = $1', [person.personId])
  await expectBoth(401, { as: person })
})

test('another role in the organisation counts from the next request on', async () => {
  const as = await fixture.organisation.addPerson('admin')
  const create = (api: TestApi) =>
    api.request('POST', '/people', {
      as,
      body: { name: 'Ada', email: `${randomUUID()}@example.com`, password: 'long enough' },
    })
  for (const api of [one, other]) expect((await create(api)).status).toBe(201)
  await superuser.query("update membership set role = 'member' where person_id = $1", [as.personId])
  for (const api of [one, other]) expect((await create(api)).status).toBe(403)
  await superuser.query("update membership set role = 'admin' where person_id = $1", [as.personId])
  for (const api of [one, other]) expect((await create(api)).status).toBe(201)
})

test('a session works in the organisation that it was moved to, at every api', async () => {
  const elsewhere = await createFixture()
  const { email, password } = fixture.organisation.admin
  const body = { name: 'Same', email, password }
  const { admin } = elsewhere.organisation
  expect((await one.request('POST', '/people', { as: admin, body })).status).toBe(201)
  const session = await signIn()
  await expectBoth(200, session)
  const organisationId = elsewhere.organisation.id
  expect((await one.request('PUT', '/session/organisation', { ...session, body: { organisationId } })).status).toBe(200)
  for (const api of [one, other])
    expect((await api.request('GET', '/session', session)).body.organisation).toMatchObject({
      id: organisationId,
      role: 'member',
    })
  await elsewhere.close()
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

async function signedIn({ email, password }: { email: string; password: string }) {
  const { headers } = await api.request('POST', '/session', { body: { email, password } })
  return { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', origin: api.url }
}

test('people change their name, which others see and the trail tells of', async () => {
  const person = await fixture.organisation.addPerson()
  const { admin } = fixture.organisation
  const headers = await signedIn(person)
  const changed = await api.request('PATCH', '/session/person', { headers, body: { name: '  Ada Byron ' } })
  expect([changed.status, changed.body.person.name]).toEqual([200, 'Ada Byron'])
  expect((await api.request('GET', '/session', { headers })).body.person.name).toBe('Ada Byron')
  const people = await api.request('GET', '/people', { as: admin })
  expect(people.body.items.find(({ id }: { id: string }) => id === person.personId).name).toBe('Ada Byron')
  const trail = await api.request('GET', `/audit?entityId=${person.personId}&change=changed`, { as: admin })
  expect(trail.body.items[0]).toMatchObject({
    ...{ act: 'changeName', entity: 'person', person: { id: person.personId }, credential: { kind: 'session' } },
    ...{ before: { name: person.name }, after: { name: 'Ada Byron' } },
  })
})

test('a name is needed, and a token changes none', async () => {
  const person = await fixture.organisation.addPerson()
  const headers = await signedIn(person)
  const empty = await api.request('PATCH', '/session/person', { headers, body: { name: ' ' } })
  expect([empty.status, empty.body.issues[0].path]).toEqual([400, 'body.name'])
  expect((await api.request('PATCH', '/session/person', { as: person, body: { name: 'Robot' } })).status).toBe(403)
  expect((await api.request('GET', '/session', { headers })).body.person.name).toBe(person.name)
})

import { createClient } from '@throughline/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

async function createTask() {
  const client = createClient({ baseUrl: api.url, token: fixture.organisation.admin.token })
  const { id } = await client.call('createProject', { body: { name: 'Bridge' } })
  const { created } = await client.call('createTask', { params: { projectId: id }, body: { name: 'Wiring' } })
  return { client, projectId: id, taskId: created[0] ?? '' }
}

it('answers for the finish unless asked for the start, and for nothing else', async () => {
  const { client, taskId } = await createTask()
  expect(await client.call('getWhy', { params: { taskId } })).toMatchObject({
    ...{ taskId, taskName: 'Wiring', field: 'finish', value: null, move: null, movedBy: [], changes: [] },
    sentence: 'finish is not computed yet',
    chain: [{ driver: { kind: 'duration' } }, { driver: { kind: 'project-start' } }],
  })
  const start = await client.call('getWhy', { params: { taskId }, query: { field: 'start' } })
  expect(start).toMatchObject({ field: 'start', chain: [{ driver: { kind: 'project-start' } }] })
  const odd = await api.request('GET', `/tasks/${taskId}/why?field=middle`, { as: fixture.organisation.admin })
  expect([odd.status, odd.body.issues[0].path]).toEqual([400, 'query.field'])
})

it('answers those who may read the project, and is not there for others or for deleted tasks', async () => {
  const { client, projectId, taskId } = await createTask()
  const person = await fixture.organisation.addPerson()
  const ask = async () => (await api.request('GET', `/tasks/${taskId}/why`, { as: person })).status
  expect(await ask()).toBe(404)
  await client.call('putMember', { params: { projectId, personId: person.personId }, body: { role: 'viewer' } })
  expect(await ask()).toBe(200)
  await client.call('deleteTask', { params: { taskId } })
  expect(await ask()).toBe(404)
})

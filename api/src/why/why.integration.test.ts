import { why } from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const asAdmin = (method: string, path: string, options: RequestOptions = {}) =>
  api.request(method, path, { as: fixture.organisation.admin, ...options })

async function createTask() {
  const project = `/projects/${(await asAdmin('POST', '/projects', { body: { name: 'Bridge' } })).body.id}`
  const taskId: string = (await asAdmin('POST', `${project}/tasks`, { body: { name: 'Wiring' } })).body.created[0]
  return { project, taskId }
}

it('answers for the finish unless asked for the start, and for nothing else', async () => {
  const { taskId } = await createTask()
  const finish = await asAdmin('GET', `/tasks/${taskId}/why`)
  expect(why.parse(finish.body)).toMatchObject({
    ...{ taskId, taskName: 'Wiring', field: 'finish', value: null, move: null, movedBy: [], changes: [] },
    sentence: 'finish is not computed yet',
    chain: [{ driver: { kind: 'duration' } }, { driver: { kind: 'project-start' } }],
  })
  const start = await asAdmin('GET', `/tasks/${taskId}/why?field=start`)
  expect(start.body).toMatchObject({ field: 'start', chain: [{ driver: { kind: 'project-start' } }] })
  const odd = await asAdmin('GET', `/tasks/${taskId}/why?field=middle`)
  expect([odd.status, odd.body.issues[0].path]).toEqual([400, 'query.field'])
})

it('answers those who may read the project, and is not there for others or for deleted tasks', async () => {
  const { project, taskId } = await createTask()
  const person = await fixture.organisation.addPerson()
  const ask = async () => (await api.request('GET', `/tasks/${taskId}/why`, { as: person })).status
  expect(await ask()).toBe(404)
  await asAdmin('PUT', `${project}/members/${person.personId}`, { body: { role: 'viewer' } })
  expect(await ask()).toBe(200)
  await asAdmin('DELETE', `/tasks/${taskId}`)
  expect(await ask()).toBe(404)
})

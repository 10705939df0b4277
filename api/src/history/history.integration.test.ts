import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const ask = (method: string, path: string, options: RequestOptions = {}) =>
  api.request(method, path, { as: fixture.organisation.admin, ...options })

/** A project with one task, whose duration was changed once. */
async function createProject() {
  const project = await ask('POST', '/projects', { body: { name: 'Plan', startsAt: '2026-03-02T08:00' } })
  const at = `/projects/${project.body.id}`
  const made = await ask('POST', `${at}/tasks`, { body: { name: 'Wiring' } })
  const taskId: string = made.body.created[0]
  const changed = await ask('PATCH', `/tasks/${taskId}`, { body: { durationMinutes: 960 } })
  return { at, id: project.body.id as string, taskId, changed: changed.body }
}

test('an undo that is asked for twice under one key is done once', async () => {
  const { at, taskId, changed } = await createProject()
  expect((await ask('GET', `${at}/reverts`)).body).toMatchObject({
    mine: { undo: { actId: changed.changeSet.actId, summary: 'Changed duration of “Wiring”' }, redo: null },
  })
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const first = await ask('POST', `${at}/undo`, { headers, body: {} })
  expect(first).toMatchObject({ status: 201, body: { summary: 'Undid: Changed duration of “Wiring”', kept: [] } })
  const again = await ask('POST', `${at}/undo`, { headers, body: {} })
  expect(again).toMatchObject({ status: 201, body: first.body })
  expect((await ask('GET', `/tasks/${taskId}`)).body.durationMinutes).toBe(480)
  const list = await ask('GET', `${at}/changes`)
  expect(list.body.items.map((item: { kind: string }) => item.kind)).toEqual(['undo', 'edit', 'edit', 'edit'])
  expect(list.body.items[1].revertedById).toBe(first.body.actId)

  const actId = changed.changeSet.actId
  expect(await ask('POST', `${at}/undo`, { body: { actId } })).toMatchObject({ status: 409 })
  expect(await ask('POST', `${at}/redo`, { body: { actId } })).toMatchObject({ status: 201 })
  expect((await ask('GET', `/tasks/${taskId}`)).body.durationMinutes).toBe(960)
})

test('a project and its plan are shown as they were, by revision and by time', async () => {
  const { at, id, changed } = await createProject()
  const before = changed.revision - 1
  const past = await ask('GET', `${at}?at=${before}`)
  expect(past).toMatchObject({
    status: 200,
    body: { id, revision: before, plan: { project: { revision: before }, tasks: [{ durationMinutes: 480 }] } },
  })
  const time = encodeURIComponent(changed.changeSet.createdAt)
  expect((await ask('GET', `${at}/plan?at=${time}`)).body.tasks).toMatchObject([{ durationMinutes: 960 }])
  expect((await ask('GET', `${at}`)).body.plan).toBeUndefined()
  expect(await ask('GET', `${at}/plan?at=99999`)).toMatchObject({ status: 404 })
  expect(await ask('GET', `${at}/plan?at=yesterday`)).toMatchObject({ status: 400 })
})

test('two revisions are compared', async () => {
  const { at, taskId, changed } = await createProject()
  const { status, body } = await ask('GET', `${at}/compare?from=${changed.revision - 1}`)
  expect(status).toBe(200)
  expect(body.tasks).toMatchObject([
    { taskId, state: 'changed', fields: [{ field: 'durationMinutes', before: 480, after: 960 }] },
  ])
  expect(await ask('GET', `${at}/compare?from=3&to=2`)).toMatchObject({ status: 400 })
})

test('who may look only may not undo, and sees the past', async () => {
  const { at, id } = await createProject()
  const viewer = await fixture.organisation.addPerson()
  await ask('PUT', `/projects/${id}/members/${viewer.personId}`, { body: { role: 'viewer' } })
  expect(await ask('GET', `${at}?at=2`, { as: viewer })).toMatchObject({ status: 200 })
  expect(await ask('POST', `${at}/undo`, { as: viewer, body: { scope: 'project' } })).toMatchObject({ status: 403 })
  const stranger = await fixture.organisation.addPerson()
  expect(await ask('GET', `${at}/reverts`, { as: stranger })).toMatchObject({ status: 404 })
  expect(await ask('GET', `${at}/compare?from=1`, { as: stranger })).toMatchObject({ status: 404 })
})

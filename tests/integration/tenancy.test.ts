import { type Client, RequestError } from '@throughline/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services, watchStream } from '../harness/service/index.ts'
import { createSmallPlan, type SmallPlan } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
let api: ApiProcess
let ours: TestOrganisation
let theirs: TestOrganisation
let plan: SmallPlan

beforeAll(async () => {
  api = await services.startApi()
  ours = await createOrganisation(database)
  theirs = await createOrganisation(database)
  plan = await createSmallPlan(clientOf(api.url, ours.admin))
})
afterAll(async () => {
  await services.stop()
  await database.close()
})

const statusOf = (act: Promise<unknown>) =>
  act.then(
    () => 'answered' as const,
    (error: unknown) => (error instanceof RequestError ? error.status : error),
  )

describe('an administrator of another organisation', () => {
  const acts: Record<string, (client: Client) => Promise<unknown>> = {
    'reads the project': (client) => client.call('getProject', { params: { projectId: plan.project.id } }),
    'reads the plan': (client) => client.call('getPlan', { params: { projectId: plan.project.id } }),
    'reads the events': (client) =>
      client.call('listEvents', { params: { projectId: plan.project.id }, query: { since: 0 } }),
    'reads a task': (client) => client.call('getTask', { params: { taskId: plan.first } }),
    'changes a task': (client) => client.call('patchTask', { params: { taskId: plan.first }, body: { name: 'Taken' } }),
    'applies a change set': (client) =>
      client.call('createChangeSet', {
        params: { projectId: plan.project.id },
        body: { operations: [{ op: 'delete', entity: 'task', id: plan.first }] },
      }),
    'links to a task': async (client) => {
      const own = await createSmallPlan(client)
      const body = { predecessorId: own.first, successorId: plan.first }
      const status = await statusOf(client.call('createLink', { params: { projectId: own.project.id }, body }))
      if (status === 422 || status === 404) throw new RequestError({ type: 'about:blank', title: '', status: 404 })
      return status
    },
    'deletes the project': (client) => client.call('deleteProject', { params: { projectId: plan.project.id } }),
    'joins it': (client) =>
      client.call('putMember', {
        params: { projectId: plan.project.id, personId: theirs.admin.personId },
        body: { role: 'owner' },
      }),
  }
  test.each(Object.keys(acts))('%s: there is no such thing', async (name) => {
    const act = acts[name]
    if (!act) throw new Error(name)
    expect(await statusOf(act(clientOf(api.url, theirs.admin)))).toBe(404)
  })

  test('lists none of its projects and people', async () => {
    const client = clientOf(api.url, theirs.admin)
    const { items: projects } = await client.call('listProjects')
    expect(projects.map(({ id }) => id)).not.toContain(plan.project.id)
    const { items: people } = await client.call('listPeople')
    expect(people.map(({ id }) => id)).not.toContain(ours.admin.personId)
  })

  test('is not let into its room', async () => {
    const stream = await watchStream(api.url, theirs.admin, { kind: 'project', id: plan.project.id, since: 0 })
    await expect(stream.waitFor('plan.changed', undefined, 2_000)).rejects.toThrow('watching was refused with 4004')
    stream.close()
  })
})

test('a member of the organisation who is not in the project sees nothing of it', async () => {
  const member = await ours.addPerson('member')
  const client = clientOf(api.url, member)
  expect(await statusOf(client.call('getPlan', { params: { projectId: plan.project.id } }))).toBe(404)
  const { items } = await client.call('listProjects')
  expect(items).toEqual([])
})

test('a viewer reads and does not write', async () => {
  const viewer = await ours.addPerson('member')
  const params = { projectId: plan.project.id, personId: viewer.personId }
  await clientOf(api.url, ours.admin).call('putMember', { params, body: { role: 'viewer' } })
  const client = clientOf(api.url, viewer)
  const read = await client.call('getPlan', { params: { projectId: plan.project.id } })
  expect(read.project.role).toBe('viewer')
  expect(await statusOf(client.call('patchTask', { params: { taskId: plan.first }, body: { name: 'No' } }))).toBe(403)
})

test('nobody comes in without credentials', async () => {
  const response = await fetch(`${api.url}/api/v1/projects`)
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
})

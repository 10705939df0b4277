import type { Client } from '@throughline/client'
import { RequestError } from '@throughline/client'
import type { ProjectRole } from '@throughline/contract'
import { createDatabase, type Database } from '@throughline/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestOrganisation, type TestOrganisation, testStack } from '../harness/index.ts'
import { clientOf, Services } from '../harness/service/index.ts'

const services = new Services(testStack())
let database: Database
let organisation: TestOrganisation
let url: string
let projectId: string
let admin: Client

beforeAll(async () => {
  database = createDatabase({ connectionString: testStack().databaseUrl, poolSize: 3, applicationName: 'tests' })
  organisation = await createTestOrganisation(database, testStack())
  url = (await services.startApi()).url
  admin = clientOf(url, organisation.admin)
  projectId = (await admin.call('createProject', { body: { name: 'Views' } })).id
})
afterAll(async () => {
  await services.stop()
  await database?.close()
})

async function join(role: ProjectRole): Promise<Client> {
  const person = await organisation.addPerson()
  await admin.call('putMember', { params: { projectId, personId: person.personId }, body: { role } })
  return clientOf(url, person)
}

const settings = {
  columns: [{ key: 'name', width: 300 }, { key: 'custom:risk' }],
  query: '',
  conditions: [{ op: 'late' as const }, { op: 'before' as const, column: 'finish', value: '2026-03-12' }],
  sort: [{ column: 'finish', descending: true }],
  group: 'resources',
}
const make = (client: Client, name: string, isShared = false) =>
  client.call('createSavedView', { params: { projectId }, body: { name, isShared, settings } })
const names = async (client: Client) =>
  (await client.call('listSavedViews', { params: { projectId } })).items.map(({ name }) => name)
const refused = async (call: Promise<unknown>): Promise<number> => {
  const error = await call.then(
    () => null,
    (problem: unknown) => problem,
  )
  return error instanceof RequestError ? error.status : 0
}

describe('saved views', () => {
  test('are kept as they were made, each person their own', async () => {
    const [viewer, member] = await Promise.all([join('viewer'), join('member')])
    const view = await make(viewer, 'Mine')
    expect(view).toMatchObject({ name: 'Mine', isShared: false, settings, projectId })
    expect([await names(viewer), await names(member)]).toEqual([['Mine'], []])
    const params = { projectId, viewId: view.id }
    expect(await refused(member.call('patchSavedView', { params, body: { name: 'Ours' } }))).toBe(404)
    expect(await refused(admin.call('deleteSavedView', { params }))).toBe(404)
    const other = { ...settings, group: null }
    const changed = await viewer.call('patchSavedView', { params, body: { name: 'Renamed', settings: other } })
    expect(changed).toMatchObject({ name: 'Renamed', settings: other })
    await viewer.call('deleteSavedView', { params })
    expect(await names(viewer)).toEqual([])
  })

  test('are shared by those who may change the plan, and theirs to change', async () => {
    const [viewer, scheduler, other] = await Promise.all([join('viewer'), join('scheduler'), join('scheduler')])
    expect(await refused(make(viewer, 'For all', true))).toBe(403)
    const own = await make(viewer, 'Own')
    const ownParams = { projectId, viewId: own.id }
    expect(await refused(viewer.call('patchSavedView', { params: ownParams, body: { isShared: true } }))).toBe(403)

    const { id: viewId } = await make(scheduler, 'For all', true)
    const params = { projectId, viewId }
    expect([await names(viewer), await names(other)]).toEqual([['For all', 'Own'], ['For all']])
    expect(await refused(viewer.call('patchSavedView', { params, body: { name: 'No' } }))).toBe(403)
    expect(await refused(viewer.call('deleteSavedView', { params }))).toBe(403)
    await other.call('patchSavedView', { params, body: { name: 'For everybody' } })
    await other.call('deleteSavedView', { params })
    expect(await names(scheduler)).toEqual([])
  })

  test('are of one project, and hold nothing but settings', async () => {
    const { id: viewId } = await make(admin, 'Here')
    const elsewhere = (await admin.call('createProject', { body: { name: 'Elsewhere' } })).id
    expect(await refused(admin.call('deleteSavedView', { params: { projectId: elsewhere, viewId } }))).toBe(404)
    const body = { name: 'Bad', settings: { ...settings, group: '<b>' } }
    expect(await refused(admin.call('createSavedView', { params: { projectId }, body }))).toBe(400)
  })
})

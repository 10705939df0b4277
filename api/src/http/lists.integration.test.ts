import { type Operation, type OperationId, operations } from '@throughline/contract'
import type { TestPerson } from '@throughline/tests'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { addTask, createProject } from '../testing/live.ts'

/** Lists of what the operator of the instance sees, and not an organisation. */
const notOfOrganisations: readonly OperationId[] = ['listSchedules']

const lists = (Object.entries(operations) as [OperationId, Operation][]).filter(
  ([id, { rows }]) => rows !== undefined && !notOfOrganisations.includes(id),
)

let fixture: Fixture
let api: TestApi
let admin: TestPerson
const ids: Record<string, string> = {}
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
  admin = fixture.organisation.admin
  ids.projectId = await createProject(api, admin)
  const project = `/projects/${ids.projectId}`
  for (const name of ['Dig', 'Pour', 'Paint']) await addTask(api, admin, ids.projectId, name)
  const tasks = (await ask('GET', `${project}/tasks`)).items
  ids.taskId = tasks[0].id
  for (const body of ['When?', 'Soon.']) await ask('POST', `${project}/comments`, { taskId: ids.taskId, body })
  await ask('POST', `${project}/links`, { predecessorId: tasks[0].id, successorId: tasks[1].id })
  for (const name of ['Crane', 'Digger']) await ask('POST', `${project}/resources`, { name })
  ids.baselineId = (await ask('POST', `${project}/baselines`, { name: 'Agreed' })).created[0]
  ids.personId = (await ask('POST', '/service-accounts', { name: 'Robot' })).id
  for (const name of ['one', 'two']) await ask('POST', `/service-accounts/${ids.personId}/tokens`, { name })
  for (const name of ['Day', 'Night']) ids.teamId = (await ask('POST', '/teams', { name })).id
  await ask('PUT', `${project}/teams/${ids.teamId}`, { role: 'viewer' })
  for (const name of ['Harbour', 'Rail']) ids.programId = (await ask('POST', '/programs', { name })).id
  await ask('PUT', `${project}/program`, { programId: ids.programId })
  await ask('PUT', `/programs/${ids.programId}/teams/${ids.teamId}`, { role: 'viewer' })
  await fixture.organisation.addPerson()
})
afterAll(() => fixture.close())

async function ask(method: string, path: string, body?: unknown) {
  const { status, body: answer } = await api.request(method, path, { as: admin, body })
  expect(status, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300)
  return answer
}

const pathOf = ({ path }: Operation) => path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '')

test.each(lists)('pages of %s fit together in every order, and come to the whole list', async (_, operation) => {
  const key = operation.rows?.key ?? ''
  const whole = (await ask('GET', pathOf(operation))).items
  const sorts = operation.rows?.sort.flatMap((field) => [`&sort=${field}`, `&sort=-${field}`]) ?? []
  for (const sort of ['', ...sorts]) {
    const found: unknown[] = []
    let next: string | null = ''
    while (next !== null) {
      const cursor: string = next && `&cursor=${encodeURIComponent(next)}`
      const page: { items: unknown[]; next: string | null } = await ask(
        'GET',
        `${pathOf(operation)}?limit=1${sort}${cursor}`,
      )
      found.push(...page.items)
      next = page.next
    }
    expect(found).toEqual(sort ? expect.arrayContaining(whole) : whole)
    expect(found).toHaveLength(whole.length)
  }
  const [row] = (await ask('GET', `${pathOf(operation)}?limit=1&fields=${key}`)).items
  expect(row).toEqual(whole.length > 0 ? { [key]: whole[0][key] } : undefined)
})

test('some fields of rows are told with what tells rows apart', async () => {
  const { items } = await ask('GET', `/projects/${ids.projectId}/tasks?fields=name,revision&sort=-name&limit=2`)
  expect(items).toEqual([
    { id: expect.any(String), name: 'Pour', revision: 3 },
    { id: expect.any(String), name: 'Paint', revision: 4 },
  ])
})

test.each([
  ['fields=name,secret_hash', 'query.fields.1'],
  ['fields=', 'query.fields.0'],
  ['sort=email_hash', 'query.sort'],
  ['limit=1001', 'query.limit'],
  ['limit=0', 'query.limit'],
  ['cursor=nobody', 'query.cursor'],
])('a list that is asked for by %s is refused with the place', async (query, path) => {
  const { status, body } = await api.request('GET', `/people?${query}`, { as: admin })
  expect(status).toBe(400)
  expect(body.issues.map((issue: { path: string }) => issue.path)).toContain(path)
})

import { createLiveConnection, type LiveConnection } from '@throughline/client'
import type { Presence } from '@throughline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  type TestPerson,
  testStack,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { untilValue } from '../harness/until.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const connections: LiveConnection[] = []
let organisation: TestOrganisation
let doomed: ApiProcess
let lives: ApiProcess
beforeAll(async () => {
  organisation = await createOrganisation(database)
  doomed = await services.startApi()
  lives = await services.startApi()
})
afterAll(async () => {
  for (const connection of connections) connection.close()
  await services.stop()
  await database.close()
})

/** Looks at a project as a page does; answers who is there by what it is told. */
function look({ url }: ApiProcess, { token }: TestPerson, projectId: string): () => Promise<readonly Presence[]> {
  const live = createLiveConnection({ url, token })
  connections.push(live)
  let people: readonly Presence[] = []
  const watch = live.watch({
    kind: 'project',
    id: projectId,
    since: 0,
    onEvent: () => true,
    onResync: async (since) => since,
    onPresence: (told) => {
      people = told
    },
  })
  watch.look(null)
  return async () => people
}

const namesOf = (people: readonly Presence[]) => people.map(({ name }) => name).sort()

test('the people of an api that is killed are gone within twenty seconds, those of the others stay', async () => {
  const { admin } = organisation
  const client = clientOf(lives.url, admin)
  const { id: projectId } = await client.call('createProject', { body: { name: 'Bridge' } })
  const ann = await organisation.addPerson()
  await client.call('putMember', { params: { projectId, personId: ann.personId }, body: { role: 'member' } })
  const seen = look(lives, admin, projectId)
  look(doomed, ann, projectId)
  await untilValue(seen, (people) => people.length === 2, { what: 'both people' })
  await doomed.process.kill()
  const left = await untilValue(seen, (people) => people.length === 1, { what: 'the living alone', withinMs: 20_000 })
  expect(namesOf(left)).toEqual([admin.name])
  const { items } = await client.call('listPresence', { params: { projectId } })
  expect(namesOf(items)).toEqual([admin.name])
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack, until } from '../harness/index.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import { findForeignClients } from './foreign-clients.ts'

/** A client of others speaks the protocol of docs/api.md: nothing in it needs our own client, or JavaScript. */
const script = join(import.meta.dirname, 'watch_project.py')
const database = openTestDatabase()
const services = new Services(testStack())

interface Told {
  event?: { streamId: string; revision: number; type: string }
  refused?: { message: string; data?: { code: number } }
  watched?: string
  answer?: { ok: boolean; head?: number; code?: number }
}

let python: string
let url: string
let own: TestOrganisation
let projectId: string
let othersProjectId: string
beforeAll(async () => {
  python = join(await findForeignClients(), 'python')
  url = (await services.startApi()).url
  const [mine, others] = [await createOrganisation(database), await createOrganisation(database)]
  own = mine
  projectId = await makeProject(mine)
  othersProjectId = await makeProject(others)
}, 400_000)
afterAll(async () => {
  await services.stop()
  await database.close()
})

const makeProject = async ({ admin }: TestOrganisation): Promise<string> =>
  (await clientOf(url, admin).call('createProject', { body: { name: 'Bridge' } })).id

function watch(token: string, projects: string[]) {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const told: Told[] = []
  createInterface({ input: child.stdout }).on('line', (line) => told.push(JSON.parse(line) as Told))
  const ended = once(child, 'close')
  child.stdin.write(`${JSON.stringify({ url, token, projects, since: 1 })}\n`)
  return {
    told,
    ended,
    stop: () => {
      child.stdin.end('\n')
      return ended
    },
  }
}

test('python-socketio signs in by a token, and sees an edit of its project but none of others', async () => {
  const { told, stop } = watch(own.admin.token, [projectId, othersProjectId])
  await until(() => told.filter(({ answer }) => answer).length === 2, { what: 'both are answered', withinMs: 20_000 })
  expect(told.find(({ watched }) => watched === projectId)?.answer).toMatchObject({ ok: true, head: 1 })
  expect(told.find(({ watched }) => watched === othersProjectId)?.answer).toEqual({ ok: false, code: 4004 })
  await clientOf(url, own.admin).call('createTask', { params: { projectId }, body: { name: 'Dig' } })
  await until(() => told.some(({ event }) => event), { what: 'the event', withinMs: 20_000 })
  expect(told.find(({ event }) => event)?.event).toMatchObject({
    streamId: projectId,
    revision: 2,
    type: 'plan.changed',
  })
  await stop()
})

test('without a valid token it is told so', async () => {
  const { told, ended } = watch(`${own.admin.token.slice(0, -4)}AAAA`, [projectId])
  await ended
  expect(told).toEqual([{ refused: expect.objectContaining({ data: { code: 4001 } }) }])
})

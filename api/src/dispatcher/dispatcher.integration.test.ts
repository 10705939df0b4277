import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net'
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client'
import { workflowIds } from '@throughline/contract/temporal'
import { coverRecompute, findWaitingWork, lockStream, withTransaction } from '@throughline/database'
import { openTestDatabase, testStack } from '@throughline/tests'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let temporal: Client
let connection: Connection
const database = openTestDatabase(1)
beforeAll(async () => {
  fixture = await createFixture()
  connection = await Connection.connect({ address: testStack().temporalAddress })
  temporal = new Client({ connection })
})
afterAll(async () => {
  await fixture.close()
  await database.close()
  await connection.close()
})

/** Stands between the api and Temporal, and can be shut: connections end, new ones as they come. */
async function createGate() {
  const [host = '', port = ''] = testStack().temporalAddress.split(':')
  const open = new Set<Socket>()
  let isShut = false
  const server: Server = createServer((socket) => {
    if (isShut) return socket.destroy()
    const onward = dial(Number(port), host)
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy()).on('close', () => open.delete(from))
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const shut = () => {
    isShut = true
    for (const socket of open) socket.destroy()
  }
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    shut,
    reopen: () => {
      isShut = false
    },
    close: () => {
      shut()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

const createProject = async (api: TestApi): Promise<string> => {
  const as = fixture.organisation.admin
  const { body } = await api.request('POST', '/projects', { as, body: { name: 'Bridge' } })
  await api.request('POST', `/projects/${body.id}/tasks`, { as, body: { name: 'Dig' } })
  return body.id
}

async function signalledRevisions(projectId: string): Promise<number[]> {
  const handle = temporal.workflow.getHandle(workflowIds.recompute(projectId))
  const { events } = await handle.fetchHistory()
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    const data = signal?.input?.payloads?.[0]?.data
    return data ? [(JSON.parse(Buffer.from(data).toString()) as { revision: number }).revision] : []
  })
}

const requestedRevision = async (projectId: string): Promise<number> =>
  Math.max(...(await signalledRevisions(projectId)))
const signalCount = async (projectId: string): Promise<number> => (await signalledRevisions(projectId)).length

/** No worker runs here, so the test does what a run does at its end: gives the slot back, and answers requests. */
const cover = (projectId: string, coveredRevision: number): Promise<unknown> =>
  withTransaction(database, fixture.organisation.admin, async (transaction) => {
    await lockStream(transaction, projectId)
    await coverRecompute(transaction, { projectId, coveredRevision, runId: null, sessionId: null })
  })

const waiting = (): Promise<number> =>
  withTransaction(database, fixture.organisation.admin, async (transaction) => {
    const { waiting } = await findWaitingWork(transaction)
    return waiting
  })

test('an edit signals the recompute of its project, with search attributes and no data but ids', async () => {
  const api = await fixture.start()
  const projectId = await createProject(api)
  await vi.waitFor(async () => expect(await requestedRevision(projectId)).toBe(2), { timeout: 10_000 })
  const { searchAttributes, taskQueue } = await temporal.workflow.getHandle(workflowIds.recompute(projectId)).describe()
  expect(taskQueue).toBe('planning')
  expect(searchAttributes).toMatchObject({
    OrganisationId: [fixture.organisation.id],
    ProjectId: [projectId],
    JobKind: ['recompute'],
  })
  expect(await waiting()).toBe(0)
  await cover(projectId, 2)
  await api.close()
})

test('while Temporal is away edits are taken, and nothing is lost when it is back', async () => {
  const gate = await createGate()
  gate.shut()
  const api = await fixture.start({
    settings: (settings) => ({
      ...settings,
      temporal: { ...settings.temporal, address: gate.address },
      api: { ...settings.api, recomputes: { perOrganisation: 100, inAll: 100 } },
    }),
  })
  const as = fixture.organisation.admin
  const projects = await Promise.all(Array.from({ length: 5 }, () => createProject(api)))
  await vi.waitFor(
    async () => {
      const { body } = await api.request('GET', '/status', { as })
      expect(body).toMatchObject({ temporal: 'unreachable', waitingRequests: 5 })
    },
    { timeout: 15_000 },
  )
  expect((await fetch(`${api.url}/readyz`)).status).toBe(200)
  await expect(temporal.workflow.getHandle(workflowIds.recompute(projects[0] ?? '')).describe()).rejects.toThrow(
    WorkflowNotFoundError,
  )
  gate.reopen()
  await vi.waitFor(
    async () => {
      for (const projectId of projects) expect(await requestedRevision(projectId)).toBe(2)
      expect(await waiting()).toBe(0)
    },
    { timeout: 15_000 },
  )
  await Promise.all(projects.map((projectId) => cover(projectId, 2)))
  await api.close()
  await gate.close()
})

test('two dispatchers share the work, and a burst of edits is one signal or few', async () => {
  const [one, other] = [await fixture.start(), await fixture.start()]
  const projectId = await createProject(one)
  const as = fixture.organisation.admin
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? one : other).request('POST', `/projects/${projectId}/tasks`, { as, body: { name: `${index}` } }),
    ),
  )
  await vi.waitFor(async () => expect(await requestedRevision(projectId)).toBeGreaterThanOrEqual(2), {
    timeout: 10_000,
  })
  await cover(projectId, 2)
  await vi.waitFor(async () => expect(await requestedRevision(projectId)).toBe(22), { timeout: 10_000 })
  expect(await signalCount(projectId)).toBeLessThanOrEqual(3)
})

import { setTimeout as pause } from 'node:timers/promises'
import { type Client, RequestError } from '@throughline/client'
import type { ChangeAnswer } from '@throughline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, taskOf } from '../integration/support.ts'
import { expectSound } from './invariants.ts'
import { createWorld, type World } from './world.ts'

const editors = 4
const editsEach = 25
const killAfterEdits = 20

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world?.end())

test('PgBouncer killed during edits loses none that was acknowledged, and applies none twice', async () => {
  await world.services.startWorker()
  const api = await world.services.startApi()
  const client = world.clientOf(api.url)
  const { projectId, taskIds } = await createChain(client)

  let acknowledged = 0
  let failures = 0
  let killed = false
  const edit = async (taskId: string, durationMinutes: number): Promise<ChangeAnswer> => {
    const idempotencyKey = crypto.randomUUID()
    for (const end = Date.now() + 60_000; ; await pause(100)) {
      try {
        const answer = await client.call('patchTask', { params: { taskId }, body: { durationMinutes }, idempotencyKey })
        acknowledged += 1
        if (acknowledged >= killAfterEdits && !killed) {
          killed = true
          world.running.parts.process('pgbouncer').kill('SIGKILL')
        }
        return answer
      } catch (error) {
        if (!(error instanceof RequestError) || (error.status >= 400 && error.status < 500 && error.status !== 409))
          throw error
        if (api.process.hasEnded) throw new Error(`the api ended:\n${lastErrors(api.process.output)}`)
        if (Date.now() > end) throw error
        failures += 1
      }
    }
  }
  const answers = await Promise.all(
    taskIds.map(async (taskId) => {
      const own: ChangeAnswer[] = []
      for (let index = 1; index <= editsEach; index += 1) own.push(await edit(taskId, 480 + index * 15))
      return own
    }),
  )

  expect(killed).toBe(true)
  expect(failures, 'the outage was felt').toBeGreaterThan(0)
  expect(world.running.parts.process('pgbouncer').restarts).toBe(1)
  const all = answers.flat()
  expect(new Set(all.map(({ revision }) => revision)).size).toBe(editors * editsEach)
  const plan = await computedPlan(client, projectId, 60_000)
  for (const taskId of taskIds) expect(taskOf(plan, taskId).durationMinutes).toBe(480 + editsEach * 15)
  const [counted] = await world.query<{ count: number }>(
    "select count(*)::int as count from change_set where project_id = $1 and operations::text like '%durationMinutes%' and kind = 'edit'",
    [projectId],
  )
  expect(counted?.count).toBe(editors * editsEach + 1)
  await expectSound(client, projectId)
})

/** A project with one task for each editor, one after the other. */
async function createChain(client: Client): Promise<{ projectId: string; taskIds: string[] }> {
  const { id: projectId } = await client.call('createProject', {
    body: { name: 'Chain', startsAt: '2026-03-02T08:00' },
  })
  const taskIds = Array.from({ length: editors }, () => crypto.randomUUID())
  const tasks = taskIds.map((id, index) => ({
    op: 'create' as const,
    entity: 'task' as const,
    id,
    values: { name: `Task ${index + 1}`, durationMinutes: 480 },
  }))
  const links = taskIds.slice(1).map((successorId, index) => ({
    op: 'create' as const,
    entity: 'link' as const,
    values: { predecessorId: taskIds[index] ?? '', successorId },
  }))
  await client.call('createChangeSet', { params: { projectId }, body: { operations: [...tasks, ...links] } })
  return { projectId, taskIds }
}

const lastErrors = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line.includes('"level":"fatal"') || !line.startsWith('{'))
    .join('\n')
    .slice(-4_000)

import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan, taskOf } from '../integration/support.ts'
import { expectSound } from './invariants.ts'
import { createWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world?.end())

test('an api killed between commit and dispatch loses neither the edit nor its recompute', async () => {
  await world.services.startWorker()
  const healthy = await world.services.startApi()
  const { project, first, second } = await createSmallPlan(world.clientOf(healthy.url))
  await computedPlan(world.clientOf(healthy.url), project.id)
  await healthy.process.stop()

  const doomed = await world.services.startApi({ THROUGHLINE_FAULT: 'edit:after-commit:exit' })
  const edit = { params: { taskId: first }, body: { durationMinutes: 960 }, idempotencyKey: crypto.randomUUID() }
  await expect(world.clientOf(doomed.url).call('patchTask', edit)).rejects.toMatchObject({ status: 0 })
  await doomed.process.ended
  expect(doomed.process.endedBy).toBe('SIGKILL')
  const [row] = await world.query<{ duration_minutes: number; waiting: boolean }>(
    `select t.duration_minutes, exists (select from work_request w where w.subject_id = p.id and w.kind = 'recompute') as waiting
     from task t join project p on p.id = t.project_id where t.id = $1`,
    [first],
  )
  expect(row).toEqual({ duration_minutes: 960, waiting: true })

  const next = await world.services.startApi()
  const client = world.clientOf(next.url)
  const plan = await computedPlan(client, project.id)
  expect(taskOf(plan, second).earlyStart).toBe('2026-03-04T08:00')
  const repeated = await client.call('patchTask', edit)
  expect(repeated.revision).toBeLessThan(plan.project.revision)
  const { items } = await client.call('listChangeSets', { params: { projectId: project.id }, query: {} })
  expect(items.filter(({ id }) => id === repeated.changeSet.id)).toHaveLength(1)
  expect(items).toHaveLength(3)
  await expectSound(client, project.id)
})

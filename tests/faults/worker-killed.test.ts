import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiProcess } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, taskOf } from '../integration/support.ts'
import { expectSound } from './invariants.ts'
import { createWorld, type World } from './world.ts'

let world: World
let api: ApiProcess
beforeAll(async () => {
  world = await createWorld()
  api = await world.services.startApi()
})
afterAll(() => world?.end())

test.each(['recompute:engine-done', 'recompute:in-write', 'recompute:after-commit'])(
  'a worker killed at %s leaves the recompute to another',
  async (point) => {
    const client = world.clientOf(api.url)
    const healthy = await world.services.startWorker()
    const { project, first, second } = await createSmallPlan(client)
    await computedPlan(client, project.id)
    await healthy.stop()

    const doomed = await world.services.startWorker({ THROUGHLINE_FAULT: `${point}:exit` })
    await client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: 1440 } })
    await doomed.ended
    expect(doomed.endedBy).toBe('SIGKILL')

    const next = await world.services.startWorker()
    const plan = await computedPlan(client, project.id, 60_000)
    expect(taskOf(plan, second).earlyStart).toBe('2026-03-05T08:00')
    await expectSound(client, project.id)
    await next.stop()
  },
)

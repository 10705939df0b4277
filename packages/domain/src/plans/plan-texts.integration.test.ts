import {
  type ChangeOperation,
  filled,
  NotFoundError,
  type Plan,
  plan as planSchema,
  thinned,
} from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { newLink, newTask, openStore, patchTask, type Store } from '../changes/testing/store.ts'
import { putMember } from '../projects/members.ts'
import { createPlanTexts } from './plan-texts.ts'
import { getPlan } from './read-plan.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const texts = createPlanTexts(10_000_000)

function readText(source = texts): Promise<Plan> {
  return store.run(store.admin, async (transaction) => {
    const { parts, revision } = await source.read(transaction, store.admin, store.project.id)
    const plan = JSON.parse(Buffer.concat(parts).toString()) as Plan
    expect(plan.project.revision).toBe(revision)
    return plan
  })
}

const readPlan = () => store.run(store.admin, (transaction) => getPlan(transaction, store.admin, store.project.id))

/** Rows other than tasks have no order of their own. */
function sorted(plan: Plan): Plan {
  const byId = <Row extends { id: string }>(rows: Row[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const { calendars, links, resources, assignments, baselines } = plan
  return {
    ...plan,
    calendars: byId(calendars),
    links: byId(links),
    resources: byId(resources),
    assignments: byId(assignments),
    baselines: byId(baselines),
  }
}

async function expectSame() {
  const [text, plan] = [await readText(), await readPlan()]
  expect(sorted(text)).toEqual(sorted(thinned(planSchema, plan) as Plan))
  expect(filled(planSchema, text).tasks).toEqual(plan.tasks)
}

it('says what the plan is after each kind of change', async () => {
  await expectSame()
  const tasks = Array.from({ length: 600 }, (_, index) => newTask(`Task ${index}`))
  await store.change(tasks)
  await expectSame()
  const [first, second, third] = [tasks[3]?.id ?? '', tasks[300]?.id ?? '', tasks[599]?.id ?? '']
  const link = newLink(first, second)
  const resource = { op: 'create', entity: 'resource', id: crypto.randomUUID(), values: { name: 'Crane' } } as const
  const steps: ChangeOperation[][] = [
    [patchTask(first, { name: 'Other “name”' }), link, resource],
    [patchTask(third, { parentId: first })],
    [patchTask(third, { deadline: '2026-05-04T17:00', splits: [{ afterMinutes: 60, gapMinutes: 30 }], priority: 0 })],
    [{ op: 'update', entity: 'link', id: link.id, patch: { lagUnit: 'percent', lagMinutes: 50 } }],
    [patchTask(third, { deadline: null, splits: [] })],
    [patchTask(second, { position: -1 })],
    [{ op: 'delete', entity: 'task', id: first }],
    [{ op: 'restore', entity: 'task', id: first }],
    [{ op: 'update', entity: 'project', id: store.project.id, patch: { name: 'Renamed' } }],
  ]
  for (const operations of steps) {
    await store.change(operations)
    await expectSame()
  }
})

it('shows one revision while others write', async () => {
  let writing = true
  const writers = Array.from({ length: 3 }, async () => {
    for (let turn = 0; turn < 12; turn++) {
      const [a, b] = [newTask('A'), newTask('B')]
      await store.change([a, b, newLink(a.id, b.id)])
      await store.change([{ op: 'delete', entity: 'task', id: a.id }])
    }
  })
  const done = Promise.all(writers).finally(() => {
    writing = false
  })
  while (writing) {
    const plans = await Promise.all([readText(), readText()])
    for (const { tasks, links, project } of plans) {
      const ids = new Set(tasks.map((task) => task.id))
      expect(ids.size).toBe(project.taskCount)
      for (const row of [...tasks, ...links]) expect(row.revision).toBeLessThanOrEqual(project.revision)
      for (const each of links) expect([ids.has(each.predecessorId), ids.has(each.successorId)]).toEqual([true, true])
    }
  }
  await done
  await expectSame()
})

it('tells each reader their own role, and says the same where nothing is kept', async () => {
  const viewer = await store.addPerson()
  const read = (actor: Actor, source = texts) =>
    store.run(actor, async (transaction) => {
      const { parts } = await source.read(transaction, actor, store.project.id)
      return JSON.parse(Buffer.concat(parts).toString()) as Plan
    })
  await expect(read(viewer)).rejects.toThrow(NotFoundError)
  await store.run(store.admin, (transaction) =>
    putMember(transaction, store.admin, store.project.id, viewer.personId, { role: 'viewer' }),
  )
  expect([(await read(store.admin)).project.role, (await read(viewer)).project.role]).toEqual(['owner', 'viewer'])
  expect(sorted(await read(viewer, createPlanTexts(0)))).toEqual(sorted(await read(viewer)))
})

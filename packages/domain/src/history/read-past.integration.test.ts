import { randomUUID } from 'node:crypto'
import { type ChangeOperation, InvalidChangeError, type Plan, ProblemError } from '@throughline/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newTask, openStore, patchTask, type Store } from '../changes/testing/store.ts'
import { getPlan } from '../plans/read-plan.ts'
import { createProject } from '../projects/create-project.ts'
import { recompute } from '../why/testing/recompute.ts'
import { compareRevisions } from './compare-revisions.ts'
import { getPlanAt } from './read-past.ts'
import { revert } from './revert.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

async function createPlan(): Promise<string> {
  const { admin } = store
  const values = { name: 'Plan', startsAt: '2026-03-02T08:00' }
  return (await store.run(admin, (transaction) => createProject(transaction, admin, values))).id
}
const change = (projectId: string, operations: ChangeOperation[]) => store.change(operations, { projectId })
const planOf = (projectId: string) =>
  store.run(store.admin, (transaction) => getPlan(transaction, store.admin, projectId))
const planAt = (projectId: string, point: string | number) =>
  store.run(store.admin, (transaction) => getPlanAt(transaction, store.admin, projectId, String(point)))
const compare = (projectId: string, from: string | number, to?: string | number) =>
  store.run(store.admin, (transaction) =>
    compareRevisions(transaction, store.admin, projectId, { from: String(from), to: to?.toString() }),
  )
const take = (projectId: string, direction: 'undo' | 'redo') =>
  store.run(store.admin, (transaction) => revert(transaction, store.admin, projectId, direction, { scope: 'mine' }))

/** Of rows that were written since, when they were written last is not known any more. */
function comparable({ project, ...rows }: Plan) {
  const plain = (list: readonly { id: string }[]) =>
    list.map(({ id, ...row }) => ({ id, ...row, revision: 0, updatedAt: '' })).sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    project,
    order: rows.tasks.map((task) => task.id),
    ...Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, plain(list)])),
  }
}

interface Past {
  plan: Plan
  at: number
}

const kinds = [
  'task',
  'link',
  'edit',
  'move',
  'delete',
  'restore',
  'resource',
  'settings',
  'undo',
  'redo',
  'run',
  'race',
] as const
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  pick: fc.nat({ max: 50 }),
  other: fc.nat({ max: 50 }),
  size: fc.integer({ min: 1, max: 5 }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Makes a history of real change sets and real runs, and keeps the plan as it was read at each revision. */
async function live(projectId: string, steps: readonly Step[]): Promise<Past[]> {
  const seen: Past[] = []
  const deleted: { entity: 'task' | 'link'; id: string }[] = []
  const note = async () => {
    const plan = await planOf(projectId)
    if (seen.at(-1)?.at !== plan.project.revision) seen.push({ plan, at: plan.project.revision })
  }
  await note()
  for (const { kind, ...given } of steps) {
    const { tasks, links } = await planOf(projectId)
    const task = tasks[given.pick % Math.max(1, tasks.length)]
    const other = tasks[given.other % Math.max(1, tasks.length)]
    const apply = (operation: ChangeOperation) => change(projectId, [operation])
    const run = async (meanwhile?: () => Promise<unknown>) => {
      const { project } = await planOf(projectId)
      if (project.inputRevision > project.computedRevision) await recompute(store, projectId, meanwhile)
    }
    const remove = async () => {
      const link = links[given.other % Math.max(1, links.length)]
      const row =
        given.size > 2 && link
          ? { entity: 'link' as const, id: link.id }
          : task && { entity: 'task' as const, id: task.id }
      if (!row) return
      await apply({ op: 'delete', ...row })
      deleted.push(row)
    }
    const gone = deleted[given.pick % Math.max(1, deleted.length)]
    const act = async () => {
      if (kind === 'task') await apply(newTask(`Task ${given.pick}`, { durationMinutes: given.size * 240 }))
      if (kind === 'link' && task && other)
        await apply({ op: 'create', entity: 'link', values: { predecessorId: task.id, successorId: other.id } })
      if (kind === 'edit' && task)
        await apply(patchTask(task.id, { durationMinutes: given.size * 480, notes: `${given.other}` }))
      if (kind === 'move' && task)
        await apply(patchTask(task.id, { parentId: given.size > 2 ? (other?.id ?? null) : null }))
      if (kind === 'resource')
        await change(projectId, [
          { op: 'create', entity: 'resource', values: { name: `R${given.pick}` } },
          { op: 'create', entity: 'baseline', values: { name: `B${given.pick}` } },
        ])
      if (kind === 'settings')
        await apply({
          op: 'update',
          entity: 'project',
          id: projectId,
          patch: { startsAt: `2026-03-0${given.size}T08:00` },
        })
      if (kind === 'delete') await remove()
      if (kind === 'restore' && gone) await apply({ op: 'restore', ...gone })
      if (kind === 'undo' || kind === 'redo') await take(projectId, kind)
      if (kind === 'run') await run()
      if (kind === 'race') await run(remove)
    }
    await act().catch((error: unknown) => {
      if (!(error instanceof InvalidChangeError) && !(error instanceof ProblemError)) throw error
    })
    await note()
  }
  return seen
}

it('shows at each revision the plan that was there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      const projectId = await createPlan()
      const grown = [1, 2, 3, 4].map((size) => ({ kind: 'task' as const, pick: size, other: 0, size }))
      const seen = await live(projectId, [...grown, ...steps])
      for (const { plan, at } of seen) expect(comparable(await planAt(projectId, at))).toEqual(comparable(plan))
    }),
    { numRuns: 5 },
  )
}, 300_000)

it('shows what a task had that was away when a run read or wrote', async () => {
  const projectId = await createPlan()
  const [first, second] = [newTask('First'), newTask('Second', { durationMinutes: 960 })]
  const lengthen = (days: number) => change(projectId, [patchTask(first.id, { durationMinutes: days * 480 })])
  const remove = () => change(projectId, [{ op: 'delete', entity: 'task', id: second.id }])
  await change(projectId, [first, second])
  await recompute(store, projectId)
  await remove()
  await lengthen(3)
  await recompute(store, projectId)
  await change(projectId, [{ op: 'restore', entity: 'task', id: second.id }])
  const awayForReading = await planOf(projectId)
  expect(awayForReading.tasks).toMatchObject([{ isCritical: true }, { isCritical: true }])
  await recompute(store, projectId)
  await lengthen(5)
  await recompute(store, projectId, remove)
  await change(projectId, [{ op: 'restore', entity: 'task', id: second.id }])
  const awayForWriting = await planOf(projectId)
  await recompute(store, projectId)
  for (const plan of [awayForReading, awayForWriting])
    expect(comparable(await planAt(projectId, plan.project.revision))).toEqual(comparable(plan))
})

it('takes a time for the newest revision of that time', async () => {
  const projectId = await createPlan()
  const task = newTask('A')
  const { changeSet } = await change(projectId, [task])
  await change(projectId, [patchTask(task.id, { name: 'B' })])
  expect((await planAt(projectId, changeSet.createdAt)).tasks).toMatchObject([{ name: 'A' }])
  expect((await planAt(projectId, '2999-01-01T00:00:00Z')).tasks).toMatchObject([{ name: 'B' }])
  for (const never of ['2001-01-01T00:00:00+01:00', '0', '4'])
    await expect(planAt(projectId, never)).rejects.toMatchObject({ type: 'not-found' })
  await expect(planAt(randomUUID(), 1)).rejects.toMatchObject({ type: 'not-found' })
})

it('compares two revisions: what came, went and changed, what moved, by which run and why', async () => {
  const projectId = await createPlan()
  const [wiring, inspection, gone] = [newTask('Wiring'), newTask('Inspection'), newTask('Gone')]
  const link: ChangeOperation = {
    op: 'create',
    entity: 'link',
    values: { predecessorId: wiring.id, successorId: inspection.id },
  }
  await change(projectId, [wiring, inspection, gone, link])
  await recompute(store, projectId)
  const { revision: from } = (await planOf(projectId)).project
  await change(projectId, [
    patchTask(wiring.id, { durationMinutes: 960 }),
    { op: 'delete', entity: 'task', id: gone.id },
  ])
  const added = newTask('Added')
  await change(projectId, [added])
  await recompute(store, projectId)
  const comparison = await compare(projectId, from)
  expect(comparison).toMatchObject({
    from: { revision: from, finishesAt: '2026-03-03T17:00' },
    to: { revision: from + 3, finishesAt: '2026-03-04T17:00' },
    counts: { added: 1, removed: 1, changed: 1, moved: 1 },
    changeSetCount: 2,
  })
  const [changed, moved, came, went] = comparison.tasks
  expect(changed).toMatchObject({
    taskId: wiring.id,
    state: 'changed',
    before: { earlyFinish: '2026-03-02T17:00' },
    after: { earlyFinish: '2026-03-03T17:00' },
    fields: [{ field: 'durationMinutes', before: 480, after: 960 }],
  })
  expect(moved).toMatchObject({ taskId: inspection.id, state: 'moved', fields: [], runId: expect.any(String) })
  expect(moved?.sentence).toContain('“Wiring”')
  expect(came).toMatchObject({ taskId: added.id, state: 'added', before: null })
  expect(went).toMatchObject({ taskId: gone.id, state: 'removed', after: null, sentence: null })
  expect((await compare(projectId, from, from)).tasks).toEqual([])
  await expect(compare(projectId, 3, 2)).rejects.toMatchObject({ type: 'bad-request' })
})

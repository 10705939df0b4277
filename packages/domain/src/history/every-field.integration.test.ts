import { randomUUID } from 'node:crypto'
import {
  type ChangeEntity,
  type ChangeOperation,
  filled,
  jsonFields,
  type Plan,
  plan as planSchema,
  type SyncTable,
  syncEntities,
} from '@throughline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { otherValues } from '../changes/testing/other-values.ts'
import { openStore, type Store } from '../changes/testing/store.ts'
import { createPlanTexts } from '../plans/plan-texts.ts'
import { getDelta, getPlan } from '../plans/read-plan.ts'
import { pullSync } from '../sync/pull-sync.ts'
import { getPlanAt } from './read-past.ts'
import { revert } from './revert.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const entities = ['task', 'link', 'calendar', 'resource', 'assignment', 'baseline', 'comment', 'checklistItem'] as const
type Entity = (typeof entities)[number]

const run: Store['run'] = (...given) => store.run(...given)
const read = () => run(store.admin, (transaction) => getPlan(transaction, store.admin, store.project.id))
const at = (revision: number) =>
  run(store.admin, (transaction) => getPlanAt(transaction, store.admin, store.project.id, String(revision)))

const rowsOf = (plan: Plan, entity: ChangeEntity): readonly { id: string }[] =>
  entity === 'project' ? [plan.project] : plan[`${entity}s` as 'tasks']
const rowOf = (plan: Plan, entity: ChangeEntity, id: string) => rowsOf(plan, entity).find((row) => row.id === id)

/** Ids of the rows that are changed, and of those that they refer to. */
const names = { parent: randomUUID(), nights: randomUUID(), second: randomUUID() }
const ids: Record<Entity, string> = {
  task: randomUUID(),
  link: randomUUID(),
  calendar: randomUUID(),
  resource: randomUUID(),
  assignment: randomUUID(),
  baseline: randomUUID(),
  comment: randomUUID(),
  checklistItem: randomUUID(),
}
const others = () => otherValues({ calendarId: names.nights, baseId: store.project.calendarId, parentId: names.parent })
const needed: Record<Entity, object> = {
  task: { name: 'Wiring' },
  link: { predecessorId: ids.task, successorId: names.second },
  calendar: { name: 'Ann' },
  resource: { name: 'Ann' },
  assignment: { taskId: ids.task, resourceId: ids.resource },
  baseline: { name: 'First', number: 3 },
  comment: { taskId: ids.task, body: 'Seen' },
  checklistItem: { taskId: ids.task, text: 'Survey' },
}
const order: readonly Entity[] = [
  'calendar',
  'task',
  'link',
  'resource',
  'assignment',
  'baseline',
  'comment',
  'checklistItem',
]
const create = (entity: Entity, id: string, values: object) => ({ op: 'create', entity, id, values }) as ChangeOperation

const undo = (direction: 'undo' | 'redo') =>
  run(store.admin, (transaction) => revert(transaction, store.admin, store.project.id, direction, { scope: 'mine' }))

/** Rows in the plan as each way of reading shows them. */
async function expectEverywhere(since: number, expected: ReadonlyMap<string, [ChangeEntity, object]>) {
  const ways: Plan[] = [await read()]
  const { revision } = (ways[0] as Plan).project
  ways.push(await at(revision))
  const text = await run(store.admin, (transaction) =>
    createPlanTexts(1_000_000).read(transaction, store.admin, store.project.id),
  )
  ways.push(filled(planSchema, JSON.parse(Buffer.concat([...text.parts]).toString())))
  const delta = await run(store.admin, (transaction) => getDelta(transaction, store.admin, store.project.id, since))
  ways.push({ ...delta, project: delta.project } as unknown as Plan)
  for (const way of ways)
    for (const [id, [entity, fields]] of expected) expect(rowOf(way, entity, id), entity).toMatchObject(fields)
  const { changes } = await run(store.admin, (transaction) =>
    pullSync(transaction, store.admin, store.project.id, since),
  )
  for (const [table, entity] of Object.entries(syncEntities) as [SyncTable, ChangeEntity][]) {
    const records = [...(changes[table]?.created ?? []), ...(changes[table]?.updated ?? [])]
    for (const [id, [ofEntity, fields]] of expected) {
      if (ofEntity !== entity) continue
      const record = records.find((each) => each.id === id)
      for (const [field, value] of Object.entries(fields)) {
        const isText = jsonFields[entity].includes(field) && value !== null
        const told = isText ? JSON.parse(String(record?.[field])) : record?.[field]
        expect(told, `${table}.${field}`).toEqual(value)
      }
    }
  }
}

test('every field survives a change, undo and redo, time travel, deltas and sync', async () => {
  const { project } = store
  const start = await store.change([
    create('calendar', names.nights, { name: 'Nights' }),
    create('task', names.parent, { name: 'Parent' }),
    create('task', names.second, { name: 'Second' }),
    ...order.map((entity) => create(entity, ids[entity], needed[entity])),
  ])
  const plain = await read()
  const values = others()
  const targets: [ChangeEntity, string][] = [
    ['project', project.id],
    ...order.map((entity) => [entity, ids[entity]] as [Entity, string]),
  ]
  const before = new Map(
    targets.map(([entity, id]) => {
      const row = rowOf(plain, entity, id) as unknown as Record<string, unknown>
      const fields = Object.fromEntries(Object.keys(values[entity]).map((field) => [field, row[field]]))
      return [id, [entity, fields]] as [string, [ChangeEntity, object]]
    }),
  )
  const after = new Map(targets.map(([entity, id]) => [id, [entity, values[entity]] as [ChangeEntity, object]]))
  await store.change(
    targets.map(([entity, id]) => ({ op: 'update', entity, id, patch: values[entity] }) as ChangeOperation),
  )
  await expectEverywhere(start.revision, after)
  const changed = (await read()).project.revision

  expect((await undo('undo')).kept).toEqual([])
  await expectEverywhere(changed, before)
  expect((await undo('redo')).kept).toEqual([])
  await expectEverywhere(changed, after)

  const then = await at(start.revision)
  for (const [id, [entity, fields]] of before) expect(rowOf(then, entity, id), entity).toMatchObject(fields)
})

test('every field of a new row is kept', async () => {
  const { project } = store
  const since = (await read()).project.revision
  const values = others()
  const fresh = Object.fromEntries(order.map((entity) => [entity, randomUUID()])) as Record<Entity, string>
  const own: Record<Entity, object> = {
    ...needed,
    link: { predecessorId: fresh.task, successorId: names.second },
    assignment: { taskId: fresh.task, resourceId: fresh.resource },
    baseline: { number: 7 },
    comment: { taskId: fresh.task },
    checklistItem: { taskId: fresh.task },
  }
  await store.change(order.map((entity) => create(entity, fresh[entity], { ...own[entity], ...values[entity] })))
  const expected = new Map(order.map((entity) => [fresh[entity], [entity, values[entity]] as [ChangeEntity, object]]))
  await expectEverywhere(since, expected)
  expect(rowOf(await read(), 'baseline', fresh.baseline)).toMatchObject({ number: 7, projectId: project.id })
})

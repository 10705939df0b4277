import type { TaskHistoryItem } from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listTaskHistory } from './list-task-history.ts'
import { createNamedPlan, type NamedPlan, openStore, type Store } from './testing/plan.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const address = (workflowId: string) => `http://temporal/${workflowId}`

const historyOf = (plan: NamedPlan, name: string, asked: { limit?: number; after?: number } = {}) =>
  store.run(store.admin, (transaction) =>
    listTaskHistory(transaction, store.admin, { taskId: plan.idOf(name), limit: 20, ...asked }, address),
  )

/** What happened, as a reader would tell it. */
const told = (items: readonly TaskHistoryItem[]) =>
  items.map((item) =>
    item.kind === 'move'
      ? `${item.before.finish?.slice(5, 10) ?? 'nowhere'} > ${item.after.finish?.slice(5, 10)}`
      : item.rows.map(({ entity, name, existence, fields }) =>
          [entity, name, existence, ...fields.map(({ field }) => field)].filter(Boolean).join(' '),
        ),
  )

it('tells what was done to a task and what belongs to it, what moved it, and why', async () => {
  const plan = await createNamedPlan(store)
  await plan.change(plan.task('Wiring', 3), plan.task('Handover', 1), plan.task('Other', 1))
  await plan.change(plan.link('Wiring', 'Handover'))
  await plan.recompute()
  const revision = await plan.change(plan.patch('Wiring', { durationMinutes: 5 * 480 }))
  await plan.recompute()
  await plan.change(plan.patch('Handover', { notes: 'At the gate', priority: 700 }))
  await plan.change(plan.patch('Other', { notes: 'Not of it' }))
  await plan.change(plan.patch('Wiring>Handover', { lagMinutes: 480 }))
  await plan.change(plan.remove('Wiring>Handover'))

  const { items, next } = await historyOf(plan, 'Handover')
  expect(next).toBeNull()
  expect(told(items)).toEqual([
    ['link Wiring deleted'],
    ['link Wiring lagMinutes'],
    ['task notes priority'],
    '03-05 > 03-09',
    'nowhere > 03-05',
    ['link Wiring added type lagMinutes'],
    ['task added name durationMinutes'],
  ])
  expect(items[2]).toMatchObject({
    actor: { id: store.admin.personId },
    rows: [
      {
        fields: [
          { field: 'notes', before: '', after: 'At the gate' },
          { before: 500, after: 700 },
        ],
      },
    ],
  })
  expect(items[3]).toMatchObject({
    temporalUrl: `http://temporal/recompute/${plan.projectId}`,
    sentence: expect.stringContaining('because “Wiring” was lengthened by 2 days'),
    changes: [{ revision, words: '“Wiring” was lengthened by 2 days' }],
  })
})

it('goes back page by page, each step once', async () => {
  const plan = await createNamedPlan(store)
  await plan.change(plan.task('Wiring', 3))
  for (let days = 4; days < 8; days++) {
    await plan.change(plan.patch('Wiring', { durationMinutes: days * 480 }))
    await plan.recompute()
  }
  const whole = (await historyOf(plan, 'Wiring')).items
  const paged: TaskHistoryItem[] = []
  for (let after: string | null = '1000000'; after !== null; ) {
    const page = await historyOf(plan, 'Wiring', { limit: 2, after: Number(after) })
    paged.push(...page.items)
    after = page.next
  }
  expect(whole).toHaveLength(9)
  expect(paged).toEqual(whole)
})

import { computedColumnsOf, newTaskFields, planDelta } from '@throughline/contract'
import type { PlanRowOf } from '@throughline/database'
import { expect, it } from 'vitest'
import { buildDelta, presentComputed } from './delta.ts'

const id = '00000000-0000-7000-8000-000000000001'
const row: PlanRowOf['task'] = {
  id,
  projectId: id,
  revision: 4,
  editedRevision: 3,
  ...newTaskFields({ name: 'Task' }),
  parentId: null,
  position: 1,
  isSummary: false,
  earlyStart: '2026-03-02T08:00',
  earlyFinish: '2026-03-02T17:00',
  lateStart: null,
  lateFinish: null,
  totalFloatMinutes: 0,
  freeFloatMinutes: 0,
  isCritical: true,
  createdAt: '2026-03-02T08:00:00.000Z',
  updatedAt: '2026-03-02T08:00:00.000Z',
}

it('is what the contract says, without what only the database knows', () => {
  const delta = buildDelta({
    from: 3,
    to: 4,
    project: null,
    rows: { task: [row] },
    computed: computedColumnsOf([presentComputed(row)]),
    deleted: { link: [id] },
  })
  expect(planDelta.parse(delta)).toEqual(delta)
  expect(delta.tasks[0]).not.toHaveProperty('editedRevision')
  expect(delta.deleted.links).toEqual([id])
})

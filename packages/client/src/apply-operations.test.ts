import { describe, expect, it } from 'vitest'
import { applyOperations } from './apply-operations.ts'
import { makeLink, makePlan, makeTask, uuid } from './testing/plans.ts'

describe('applyOperations', () => {
  const tasks = [makeTask(1), makeTask(2, { parentId: uuid(1), position: 1 }), makeTask(3)]
  const plan = makePlan(1, tasks, [makeLink(10, 2, 3)])

  it('updates a row and leaves fields that were not given', () => {
    const patch = { name: 'New', notes: undefined }
    const next = applyOperations(plan, [{ op: 'update', entity: 'task', id: uuid(3), patch }])
    expect(next.tasks[2]).toEqual({ ...makeTask(3), name: 'New' })
  })

  it('creates a task last among its siblings', () => {
    const values = { name: 'Child', parentId: uuid(1) }
    const next = applyOperations(plan, [{ op: 'create', entity: 'task', id: uuid(4), values }])
    expect(next.tasks.map((task) => task.id)).toEqual([1, 2, 4, 3].map(uuid))
    expect(next.tasks[2]).toMatchObject({ name: 'Child', position: 2, earlyStart: null })
  })

  it('does not create what is already there', () => {
    const next = applyOperations(plan, [{ op: 'create', entity: 'task', id: uuid(3), values: { name: 'Again' } }])
    expect(next.tasks).toHaveLength(3)
  })

  it('creates a calendar that derives from another with no days of its own', () => {
    const values = { name: 'Ann', baseId: uuid(900) }
    const next = applyOperations(plan, [{ op: 'create', entity: 'calendar', id: uuid(5), values }])
    expect(next.calendars).toMatchObject([{ id: uuid(5), baseId: uuid(900), week: Array(7).fill(null), workWeeks: [] }])
  })

  it('deletes what is below a task, with links', () => {
    const next = applyOperations(plan, [{ op: 'delete', entity: 'task', id: uuid(1) }])
    expect(next.tasks.map((task) => task.id)).toEqual([uuid(3)])
    expect(next.links).toEqual([])
  })

  it('moves a task in the outline', () => {
    const patch = { parentId: uuid(1), position: 0 }
    const next = applyOperations(plan, [{ op: 'update', entity: 'task', id: uuid(3), patch }])
    expect(next.tasks.map((task) => task.id)).toEqual([1, 3, 2].map(uuid))
  })
})

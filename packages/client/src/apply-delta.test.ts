import { computedColumnsOf } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { applyDelta, RevisionGapError } from './apply-delta.ts'
import { makeDelta, makeLink, makePlan, makeTask, uuid } from './testing/plans.ts'

const noDeletes = makeDelta(0, 0).deleted

describe('applyDelta', () => {
  const plan = makePlan(4, [makeTask(1), makeTask(2), makeTask(3)], [makeLink(10, 1, 2)])

  it('replaces written rows and keeps the identity of the others', () => {
    const next = applyDelta(plan, makeDelta(4, 5, { tasks: [makeTask(2, { name: 'Renamed', revision: 5 })] }))
    expect(next.tasks.map((task) => task.name)).toEqual(['Task 1', 'Renamed', 'Task 3'])
    expect(next.tasks[0]).toBe(plan.tasks[0])
    expect(next.links).toBe(plan.links)
    expect(next.project.revision).toBe(5)
    expect(plan.tasks[1]?.name).toBe('Task 2')
  })

  it('patches computed fields and leaves what people set', () => {
    const { isSummary, lateStart, lateFinish, totalFloatMinutes, freeFloatMinutes } = makeTask(2)
    const computed = { isSummary, lateStart, lateFinish, totalFloatMinutes, freeFloatMinutes }
    const moved = { earlyStart: '2026-03-03T08:00', earlyFinish: '2026-03-03T17:00', isCritical: true, revision: 5 }
    const next = applyDelta(
      plan,
      makeDelta(4, 5, { computed: computedColumnsOf([{ id: uuid(2), ...computed, ...moved }]) }),
    )
    expect(next.tasks[1]).toMatchObject({ name: 'Task 2', durationMinutes: 480, ...moved })
  })

  it('removes deleted rows', () => {
    const deleted = { ...noDeletes, tasks: [uuid(2)], links: [uuid(10)] }
    const next = applyDelta(plan, makeDelta(4, 5, { deleted }))
    expect(next.tasks.map((task) => task.id)).toEqual([uuid(1), uuid(3)])
    expect(next.links).toEqual([])
  })

  it('puts new and moved tasks where the outline has them', () => {
    const child = makeTask(4, { parentId: uuid(1), position: 1 })
    const last = makeTask(2, { position: 9 })
    const next = applyDelta(plan, makeDelta(4, 5, { tasks: [child, last] }))
    expect(next.tasks.map((task) => task.id)).toEqual([uuid(1), uuid(4), uuid(3), uuid(2)])
  })

  it('takes the project without touching the role of the caller', () => {
    const { role: _, ...project } = makePlan(5).project
    const next = applyDelta(plan, makeDelta(4, 5, { project: { ...project, name: 'New name' } }))
    expect(next.project).toMatchObject({ name: 'New name', role: 'scheduler', revision: 5 })
  })

  it('gives the same plan for what it already has', () => {
    expect(applyDelta(plan, makeDelta(3, 4, { tasks: [makeTask(1, { name: 'Old' })] }))).toBe(plan)
  })

  it('takes a delta that starts earlier', () => {
    expect(applyDelta(plan, makeDelta(2, 6)).project.revision).toBe(6)
  })

  it('signals a gap', () => {
    expect(() => applyDelta(plan, makeDelta(5, 6))).toThrow(RevisionGapError)
  })
})

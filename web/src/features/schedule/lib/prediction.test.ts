import {
  type LinkValues,
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newProjectFields,
  newResourceFields,
  newTaskFields,
  type Plan,
  type Task,
} from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { createPredictor, driverOf, predict } from './prediction.ts'

const task = (id: string, durationMinutes: number) =>
  ({
    id,
    parentId: null,
    position: 1,
    ...newTaskFields({ name: id, durationMinutes }),
  }) as Task

const plan = (links: Partial<Plan['links'][number]>[]): Plan =>
  ({
    project: { ...newProjectFields({ name: 'Plan' }), startsAt: '2026-03-02T08:00', calendarId: 'c', finishesAt: null },
    calendars: [{ id: 'c', ...newCalendarFields({ name: 'Standard' }) }],
    tasks: [task('a', 480), task('b', 960)],
    links: links.map((link) => ({ ...link, ...newLinkFields(link as LinkValues) })),
    resources: [],
    assignments: [],
  }) as unknown as Plan

describe('predict', () => {
  const linked = plan([{ id: 'l', predecessorId: 'a', successorId: 'b' }])

  it('dates tasks as the engine does', () => {
    const next = predict(linked)
    expect(next.tasks[1]).toMatchObject({ earlyStart: '2026-03-03T08:00', earlyFinish: '2026-03-04T17:00' })
    expect(next.project.finishesAt).toBe('2026-03-04T17:00')
  })

  it('keeps tasks that do not move', () => {
    const once = predict(linked)
    expect(predict(once).tasks[0]).toBe(once.tasks[0])
  })

  it('leaves a plan with a cycle as it is', () => {
    const cycle = plan([
      { id: 'l', predecessorId: 'a', successorId: 'b' },
      { id: 'm', predecessorId: 'b', successorId: 'a' },
    ])
    expect(predict(cycle)).toBe(cycle)
  })

  it('remembers a schedule only for the same question', () => {
    const remember = createPredictor()
    const finish = (given: Plan) => remember(given).project.finishesAt
    const renamed = { ...linked, tasks: linked.tasks.map((each) => ({ ...each, name: 'New' })) }
    const longer = { ...linked, tasks: linked.tasks.map((each) => ({ ...each, durationMinutes: 960 })) }
    expect([linked, renamed, longer, linked].map(finish)).toEqual([
      '2026-03-04T17:00',
      '2026-03-04T17:00',
      '2026-03-05T17:00',
      '2026-03-04T17:00',
    ])
    expect(remember(renamed).tasks[0]?.name).toBe('New')
  })

  it('asks again when anything changed that dates follow from', () => {
    const remember = createPredictor()
    const startOf = (given: Plan) => remember(given).tasks[1]?.earlyStart
    const manual = { isManual: true, manualStart: '2026-03-10T08:00' }
    const moved = { ...linked, tasks: linked.tasks.map((each) => (each.id === 'b' ? { ...each, ...manual } : each)) }
    const later = { ...linked, project: { ...linked.project, startsAt: '2026-03-09T08:00' } }
    const resources = [{ id: 'r', ...newResourceFields({ name: 'Ann' }) }] as Plan['resources']
    const work = newAssignmentFields({ taskId: 'a', resourceId: 'r', workMinutes: 1_440 })
    const assigned = { ...linked, resources, assignments: [{ id: 'x', ...work }] as Plan['assignments'] }
    expect([linked, moved, later, assigned, linked].map(startOf)).toEqual([
      '2026-03-03T08:00',
      '2026-03-10T08:00',
      '2026-03-10T08:00',
      '2026-03-05T08:00',
      '2026-03-03T08:00',
    ])
  })

  it('knows what drives a start', () => {
    expect(driverOf(linked, 'b')).toMatchObject({ kind: 'link', taskId: 'a' })
    expect(driverOf(linked, 'a')).toMatchObject({ kind: 'project-start' })
  })
})

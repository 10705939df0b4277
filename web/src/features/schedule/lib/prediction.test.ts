import { type Plan, standardWeek, type Task } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { createPredictor, driverOf, predict } from './prediction.ts'

const task = (id: string, durationMinutes: number) =>
  ({
    id,
    parentId: null,
    position: 1,
    kind: 'task',
    durationMinutes,
    calendarId: null,
    constraintType: 'asSoonAsPossible',
    constraintAt: null,
  }) as Task

const plan = (links: Partial<Plan['links'][number]>[]): Plan =>
  ({
    project: { startsAt: '2026-03-02T08:00', calendarId: 'c', finishesAt: null },
    calendars: [{ id: 'c', week: standardWeek, exceptions: [] }],
    tasks: [task('a', 480), task('b', 960)],
    links: links.map((link) => ({ type: 'FS', lagMinutes: 0, ...link })),
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

  it('knows what drives a start', () => {
    expect(driverOf(linked, 'b')).toMatchObject({ kind: 'link', taskId: 'a' })
    expect(driverOf(linked, 'a')).toMatchObject({ kind: 'project-start' })
  })
})

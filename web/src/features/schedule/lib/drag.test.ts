import { type Plan, standardWeek, type Task } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { freeStartOf, moveBar, stretchBar } from './drag.ts'

const task = {
  id: 'a',
  name: 'A',
  parentId: null,
  position: 1,
  kind: 'task',
  durationMinutes: 480,
  calendarId: null,
  constraintType: 'startNoEarlierThan',
  constraintAt: '2026-03-04T08:00',
  earlyStart: '2026-03-04T08:00',
} as Task

const plan = {
  project: { startsAt: '2026-03-02T08:00', calendarId: 'c', finishesAt: null },
  calendars: [{ id: 'c', week: standardWeek, exceptions: [] }],
  tasks: [task],
  links: [],
} as unknown as Plan

const free = freeStartOf(plan, task)
const patchOf = (outcome: unknown) => (outcome as { operations: { patch: object }[] }).operations[0]?.patch

describe('dragging a bar', () => {
  it('knows where the task starts by itself', () => expect(free).toBe(minuteOf('2026-03-02T08:00')))

  it('moves by whole days, to where there is work', () => {
    expect(moveBar(plan, task, 500, free)).toBeNull()
    expect(patchOf(moveBar(plan, task, 1440, free))).toMatchObject({ constraintAt: '2026-03-05T08:00' })
    expect(patchOf(moveBar(plan, task, 3 * 1440, free))).toMatchObject({ constraintAt: '2026-03-09T08:00' })
  })

  it('sets the task free when it is moved back to where it starts by itself', () => {
    expect(patchOf(moveBar(plan, task, -5 * 1440, free))).toMatchObject({ constraintType: 'asSoonAsPossible' })
  })

  it('counts working time to the right edge', () => {
    const stretched = (finish: string) => patchOf(stretchBar(plan, task, minuteOf(finish), 1440))
    expect(stretched('2026-03-06T20:00')).toEqual({ durationMinutes: 1440 })
    expect(stretched('2026-03-09T18:00')).toEqual({ durationMinutes: 4 * 480 })
    expect(stretched('2026-03-01T08:00')).toEqual({ durationMinutes: 60 })
  })
})

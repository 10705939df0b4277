import { newCalendarFields, newProjectFields, newTaskFields, type Plan, type Task } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { createTestPredictor } from '../prediction/testing.ts'
import { freeStartOf, moveBar, stretchBar } from './drag.ts'

const task = {
  id: 'a',
  ...newTaskFields({ name: 'A' }),
  parentId: null,
  position: 1,
  constraintType: 'startNoEarlierThan',
  constraintAt: '2026-03-04T08:00',
  earlyStart: '2026-03-04T08:00',
} as Task

const plan = {
  project: { ...newProjectFields({ name: 'Plan' }), startsAt: '2026-03-02T08:00', calendarId: 'c', finishesAt: null },
  calendars: [{ id: 'c', ...newCalendarFields({ name: 'Standard' }) }],
  tasks: [task],
  links: [],
  resources: [],
  assignments: [],
} as unknown as Plan

const { predictor } = createTestPredictor()
const free = await freeStartOf(predictor, plan, task)
const patchOf = (outcome: unknown) => (outcome as { operations: { patch: object }[] }).operations[0]?.patch

describe('dragging a bar', () => {
  it('knows where the task starts by itself', () => expect(free).toBe(minuteOf('2026-03-02T08:00')))

  it('moves by whole days, to where there is work', () => {
    expect(moveBar(plan, task, 500, free)).toBeNull()
    expect(patchOf(moveBar(plan, task, 1440, free))).toMatchObject({ constraintAt: '2026-03-05T08:00' })
    expect(patchOf(moveBar(plan, task, 3 * 1440, free))).toMatchObject({ constraintAt: '2026-03-09T08:00' })
  })

  it('moves by the hour where hours can be told apart', () => {
    expect(patchOf(moveBar(plan, task, 130, free, 60))).toMatchObject({ constraintAt: '2026-03-04T10:00' })
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

  it('counts what the task is made of: time around the clock, interruptions, what is done', () => {
    const stretched = (fields: Partial<Task>, finish: string) =>
      patchOf(stretchBar(plan, { ...task, ...fields }, minuteOf(finish), 60))
    expect(stretched({ isElapsed: true }, '2026-03-05T08:00')).toEqual({ durationMinutes: 1440 })
    const splits = [{ afterMinutes: 240, gapMinutes: 480 }]
    expect(stretched({ splits }, '2026-03-06T17:00')).toEqual({ durationMinutes: 960 })
    expect(stretched({ actualMinutes: 420 }, '2026-03-04T09:00')).toEqual({ durationMinutes: 420 })
  })

  it('moves what is placed by hand to where it is put, and its finish along', async () => {
    const manual = { ...task, isManual: true, manualStart: '2026-03-04T08:00', manualFinish: '2026-03-05T12:00' }
    const start = await freeStartOf(predictor, plan, manual)
    expect(patchOf(moveBar(plan, manual, -2 * 1440, start))).toEqual({
      manualStart: '2026-03-02T08:00',
      manualFinish: '2026-03-03T12:00',
    })
    expect(patchOf(moveBar(plan, { ...manual, manualFinish: null }, 1440, start))).toEqual({
      manualStart: '2026-03-05T08:00',
    })
    expect(patchOf(stretchBar(plan, manual, minuteOf('2026-03-06T16:10'), 60))).toEqual({
      manualFinish: '2026-03-06T16:00',
    })
  })

  it('leaves what has started where it started', () => {
    expect(moveBar(plan, { ...task, actualStart: '2026-03-04T08:00' }, 1440, free)).toBe('“A” has started already')
  })
})

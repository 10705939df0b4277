import { type Baseline, type BaselineTask, newCalendarFields, type Plan, type Task } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { variancesOf } from './variance.ts'

const calendar = { id: 'c', ...newCalendarFields({ name: 'Standard' }) }
const plan = {
  project: { calendarId: 'c', finishesAt: '2026-03-09T17:00' },
  calendars: [calendar],
} as unknown as Plan
const baseline = { id: 'b', finishesAt: '2026-03-06T17:00' } as Baseline
const captured: BaselineTask = {
  taskId: 'a',
  earlyStart: '2026-03-02T08:00',
  earlyFinish: '2026-03-04T17:00',
  durationMinutes: 1440,
  workMinutes: null,
  costMinor: null,
}
const task = (fields: Partial<Task>): Task => ({ id: 'a', calendarId: null, earlyFinish: null, ...fields }) as Task

describe('variance', () => {
  const { project, finishOf } = variancesOf(plan, baseline, [captured])

  it('counts working time, so that a weekend is nothing', () => {
    expect(project).toBe(480)
    expect(finishOf(task({ earlyFinish: '2026-03-09T17:00' }))).toBe(3 * 480)
  })

  it('is negative when the plan has become earlier', () => {
    expect(finishOf(task({ earlyFinish: '2026-03-03T12:00' }))).toBe(-480 - 240)
  })

  it('is unknown for tasks that the baseline has not, and for dates and calendars that are not there', () => {
    expect(finishOf(task({ id: 'new', earlyFinish: '2026-03-03T12:00' }))).toBeNull()
    expect(finishOf(task({}))).toBeNull()
    expect(finishOf(task({ earlyFinish: '2026-03-03T12:00', calendarId: 'gone' }))).toBeNull()
    expect(variancesOf(plan, { ...baseline, finishesAt: null }, []).project).toBeNull()
  })
})

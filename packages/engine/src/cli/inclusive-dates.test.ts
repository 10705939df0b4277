import { describe, expect, it } from 'vitest'
import { type CalendarSpec, compileCalendar, minuteOf } from '../index.ts'
import { finishDay, latePoint, pointDay, startDay, workingDays, workStartDay } from './inclusive-dates.ts'

const calendarWith = (from: number, to: number) => {
  const day = [{ from, to }]
  const spec: CalendarSpec = { id: 'c', week: [day, day, day, day, day, [], []], exceptions: [] }
  return compileCalendar(spec)
}
const days = calendarWith(480, 960)
const start = minuteOf('2026-01-05T08:00')

describe('inclusive dates', () => {
  it('start on the day that they lie on', () => {
    expect(startDay(minuteOf('2026-01-09T16:00'))).toBe('2026-01-09')
  })

  it('start with the next working day instead of in the evening', () => {
    expect(workStartDay(minuteOf('2026-01-09T16:00'), days)).toBe('2026-01-12')
    expect(workStartDay(start, days)).toBe('2026-01-05')
  })

  it('end on the day that is worked on', () => {
    expect(finishDay(start, minuteOf('2026-01-09T16:00'), days)).toBe('2026-01-09')
    expect(finishDay(start, minuteOf('2026-01-09T12:30'), days)).toBe('2026-01-09')
  })

  it('end on the working day before when a link asks for the start of one (rule 8)', () => {
    expect(finishDay(start, minuteOf('2026-01-12T08:00'), days)).toBe('2026-01-09')
  })

  it('end on the day before midnight', () => {
    expect(finishDay(start, minuteOf('2026-01-10T00:00'), calendarWith(0, 1440))).toBe('2026-01-09')
  })

  it('show a point in time on its day', () => {
    const monday = minuteOf('2026-01-12T08:00')
    expect(finishDay(monday, monday, days)).toBe('2026-01-12')
  })

  it('show a point at the end of a period on its day', () => {
    expect(pointDay(minuteOf('2026-01-09T16:00'), days)).toBe('2026-01-09')
    expect(pointDay(minuteOf('2026-01-10T00:00'), calendarWith(480, 1440))).toBe('2026-01-09')
  })

  it('keep a late point on the edge of the early one', () => {
    const evening = minuteOf('2026-01-09T16:00')
    const morning = minuteOf('2026-01-12T08:00')
    const finish = minuteOf('2026-01-30T16:00')
    expect(latePoint(evening, morning, days, finish)).toBe(evening)
    expect(latePoint(start, evening, days, finish)).toBe(morning)
    expect(latePoint(start, finish, days, finish)).toBe(finish)
  })

  it('tell single minutes apart', () => {
    expect([workingDays(2400, 480), workingDays(1, 480), workingDays(-720, 480), workingDays(-0, 480)]).toEqual([
      5, 0.0021, -1.5, 0,
    ])
  })
})

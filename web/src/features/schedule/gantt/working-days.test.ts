import { type Calendar, type CalendarValues, newCalendarFields } from '@throughline/contract'
import { dayOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { isDayOff, timesOffOf } from './working-days.ts'

const calendar = (id: string, values: Partial<CalendarValues>): Calendar => ({
  id,
  projectId: 'p',
  ...newCalendarFields({ name: id, ...values }),
  revision: 1,
})
const standard = calendar('standard', {
  exceptions: [
    { from: '2026-03-03', to: '2026-03-05', shifts: [] },
    { from: '2026-03-04', to: '2026-03-04', shifts: [{ from: 480, to: 720 }] },
  ],
})

const week = ['02', '03', '04', '05', '06', '07', '08', '09']
const daysOf = (calendars: Calendar[], id: string) => {
  const off = timesOffOf(calendars, id)
  return week.map((day) => !isDayOff(off(dayOf(`2026-03-${day}`))))
}

describe('timesOffOf', () => {
  it('knows weekends, holidays and exceptions of them', () => {
    expect(daysOf([standard], 'standard')).toEqual([true, false, true, false, true, false, false, true])
  })

  it('knows what a calendar derives from, other weeks and days that recur', () => {
    const saturdays = Array.from({ length: 7 }, (_, day) => (day === 5 ? [{ from: 480, to: 720 }] : null))
    const ann = calendar('ann', {
      baseId: 'standard',
      workWeeks: [{ from: '2026-03-01', to: '2026-03-08', week: saturdays }],
      exceptions: [
        { from: '2026-03-02', to: '2026-03-31', shifts: [], recurs: { kind: 'weekly', every: 1, weekdays: [1] } },
      ],
    })
    expect(daysOf([standard, ann], 'ann')).toEqual([false, false, true, false, true, true, false, false])
  })

  it('knows shifts of a day to the minute', () => {
    const day = dayOf('2026-03-02')
    const off = timesOffOf([standard], 'standard')(day)
    expect(off.map(({ from, to }) => [from - day * 1440, to - day * 1440])).toEqual([
      [0, 480],
      [720, 780],
      [1020, 1440],
    ])
  })

  it('takes all days for working days of a calendar that is not there', () => {
    expect(daysOf([], 'gone')).toEqual(week.map(() => true))
  })
})

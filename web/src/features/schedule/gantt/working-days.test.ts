import { type Calendar, standardWeek } from '@throughline/contract'
import { dayOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { workingDaysOf } from './working-days.ts'

const calendar: Calendar = {
  id: 'c',
  projectId: 'p',
  name: 'Standard',
  week: standardWeek,
  exceptions: [
    { from: '2026-03-03', to: '2026-03-05', shifts: [] },
    { from: '2026-03-04', to: '2026-03-04', shifts: [{ from: 480, to: 720 }] },
  ],
  revision: 1,
}

describe('workingDaysOf', () => {
  it('knows weekends, holidays and exceptions of them', () => {
    const works = workingDaysOf(calendar)
    const days = ['02', '03', '04', '05', '06', '07', '08', '09'].map((day) => works(dayOf(`2026-03-${day}`)))
    expect(days).toEqual([true, false, true, false, true, false, false, true])
  })
})

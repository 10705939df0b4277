import { describe, expect, it } from 'vitest'
import { WEEKDAYS_DATA } from '../../test-support/xer.ts'
import { parseClndrData } from './clndr-data.ts'
import { clndrText } from './clndr-text.ts'

const DAY = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]

const oneDay = (shifts: string) =>
  parseClndrData(`(0||CalendarData()((0||DaysOfWeek()((0||2()(${shifts}))))))`)?.week?.[0]

describe('the text of a calendar', () => {
  it('names a week and exceptions, with 0x7F between', () => {
    expect(parseClndrData(WEEKDAYS_DATA)).toEqual({
      week: [DAY, DAY, DAY, DAY, DAY, [], []],
      exceptions: [{ from: '2026-03-06', to: '2026-03-06', shifts: [] }],
    })
  })

  it('may work on an exception', () => {
    const text = '(0||CalendarData()((0||Exceptions()((0||0(d|46088)((0||0(s|09:00|f|10:30)()))))))'
    expect(parseClndrData(`${text})`)).toEqual({
      week: null,
      exceptions: [{ from: '2026-03-07', to: '2026-03-07', shifts: [{ from: 540, to: 630 }] }],
    })
  })

  it.each([
    ['around the clock', '(0||0(s|00:00|f|00:00)())', [{ from: 0, to: 1440 }]],
    ['until midnight', '(0||0(s|16:00|f|00:00)())', [{ from: 960, to: 1440 }]],
    ['over midnight', '(0||0(s|22:00|f|06:00)())', [{ from: 1320, to: 1800 }]],
    ['in any order, touching', '(0||0(s|12:00|f|13:00)())(0||1(s|08:00|f|12:00)())', [{ from: 480, to: 780 }]],
    ['by half days', '(0||0(s|08:00 AM|f|01:00 PM)())', [{ from: 480, to: 780 }]],
  ])('may work %s', (_what, shifts, expected) => {
    expect(oneDay(shifts)).toEqual(expected)
  })

  it.each(['', 'CalendarData', '(0||CalendarData()(', '('.repeat(5000)])('is not %j', (text) => {
    expect(parseClndrData(text)).toBeNull()
  })

  it('is written as it is read', () => {
    const week = [DAY, [{ from: 0, to: 1440 }], [{ from: 1320, to: 1800 }], DAY, [], [{ from: 480, to: 485 }], []]
    const exceptions = new Map([
      ['2026-03-07', [{ from: 540, to: 630 }]],
      ['2026-03-06', []],
    ])
    expect(parseClndrData(clndrText(week, exceptions))).toEqual({
      week,
      exceptions: [
        { from: '2026-03-06', to: '2026-03-06', shifts: [] },
        { from: '2026-03-07', to: '2026-03-07', shifts: [{ from: 540, to: 630 }] },
      ],
    })
  })
})

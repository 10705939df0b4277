import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatShifts, readDayShifts, readShifts } from './shifts.ts'

describe('shifts', () => {
  it('are read as people type them', () => {
    const usual = [
      { from: 480, to: 720 },
      { from: 780, to: 1020 },
    ]
    expect(readShifts('08:00-12:00, 13:00-17:00')).toEqual(usual)
    expect(readShifts('8-12; 13–17')).toEqual(usual)
    expect(readShifts('22:00-06:00')).toEqual([{ from: 1320, to: 1800 }])
    expect(readShifts('')).toEqual([])
  })

  it('are refused where they make no sense', () => {
    for (const wrong of ['8', 'nine to five', '13-17, 8-12', '25-26', '8:75-9', '8-12, 10-14']) {
      expect(readShifts(wrong), wrong).toBeNull()
    }
  })

  it('read back as they are shown', () => {
    const shifts = fc
      .uniqueArray(fc.integer({ min: 0, max: 1_439 }), { maxLength: 16 })
      .map((bounds) => bounds.toSorted((one, other) => one - other))
      .map((bounds) =>
        Array.from({ length: Math.min(10, Math.floor(bounds.length / 2)) }, (_, at) => ({
          from: bounds[2 * at] as number,
          to: bounds[2 * at + 1] as number,
        })),
      )
    fc.assert(
      fc.property(shifts, (list) => {
        expect(readShifts(formatShifts(list))).toEqual(list)
      }),
    )
  })

  it('are as in the base with a star, where there is one', () => {
    expect([readDayShifts('*', true), readDayShifts('*', false), readDayShifts('8-12', false)]).toEqual([
      null,
      undefined,
      [{ from: 480, to: 720 }],
    ])
  })
})

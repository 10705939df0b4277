import { textOfDay } from '@throughline/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOfText } from './days.ts'

describe('dayOfText', () => {
  it('reads every day of the years 0 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (day) => {
        expect(dayOfText(textOfDay(day))).toBe(day)
      }),
    )
  })

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-05',
    '2026-01-05T08:00',
    '2100-02-29',
    '20x6-01-05',
    '',
  ])('takes %j for no day', (text) => {
    expect(dayOfText(text)).toBeNull()
  })
})

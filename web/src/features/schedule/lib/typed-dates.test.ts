import { describe, expect, it } from 'vitest'
import { isMonthFirst, readDay } from './typed-dates.ts'

const today = '2026-03-12T09:30'
const read = (text: string, monthFirst = false) => readDay(text, today, monthFirst)

describe('readDay', () => {
  it.each([
    ['2026-03-12', '2026-03-12'],
    ['2026-3-2', '2026-03-02'],
    ['12.3.', '2026-03-12'],
    ['12.3', '2026-03-12'],
    ['1.4.27', '2027-04-01'],
    ['12 Mar 26', '2026-03-12'],
    ['Thu 12 March 2026', '2026-03-12'],
    ['Mar 12, 2027', '2027-03-12'],
    ['+5d', '2026-03-17'],
    ['+5', '2026-03-17'],
    ['-2w', '2026-02-26'],
    ['+1mo', '2026-04-12'],
    ['today', '2026-03-12'],
    ['Tomorrow', '2026-03-13'],
    ['fri', '2026-03-13'],
    ['thursday', '2026-03-19'],
  ])('reads %s', (text, day) => {
    expect(read(text)).toBe(day)
  })

  it('looks ahead where no year is written, and a little back', () => {
    expect(readDay('28.12.', '2026-01-04')).toBe('2025-12-28')
    expect(readDay('4.1.', '2026-12-28')).toBe('2027-01-04')
  })

  it('reads slashes as the reader writes them', () => {
    expect([read('3/12', true), read('3/12', false)]).toEqual(['2026-03-12', '2026-12-03'])
    expect([isMonthFirst('en-US'), isMonthFirst('en-GB'), isMonthFirst('de')]).toEqual([true, false, false])
  })

  it.each(['30.2.', '2026-13-01', 'soon', '12', '', '5d', '32 Mar', '12 Foo 26'])(
    'does not take %s for a day',
    (text) => {
      expect(read(text)).toBeNull()
    },
  )
})

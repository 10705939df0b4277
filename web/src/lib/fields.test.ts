import { standardWeek } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { usualLengths } from './day-lengths.ts'
import { fieldText, fieldTitle } from './fields.ts'

describe('fields', () => {
  it.each([
    ['durationMinutes', 'Duration'],
    ['name', 'Name'],
    ['parentId', 'Place'],
    ['isManual', 'Manual'],
    ['actualStart', 'Actual start'],
    ['standardRateMinor', 'Standard rate'],
    ['predecessorId', 'Predecessor'],
    ['resumeAt', 'Resume'],
    ['wbs', 'WBS'],
    ['early_finish', 'Early finish'],
  ])('%s is called %s', (field, title) => {
    expect(fieldTitle(field)).toBe(title)
  })

  it.each([
    ['durationMinutes', 960, '2d'],
    ['constraintAt', '2026-03-02T00:00', '2 Mar 2026'],
    ['startsAt', '2026-03-02T08:00', 'Mon 2 Mar 2026, 08:00'],
    ['deadline', '2026-03-02T17:00', 'Mon 2 Mar 2026, 17:00'],
    ['constraintType', 'startNoEarlierThan', 'not before a date'],
    ['percentComplete', 0, '0 %'],
    ['units', 0.5, '50 %'],
    ['standardRateMinor', 4_250, '42.50'],
    ['isManual', false, 'no'],
    ['notes', '', '–'],
    ['parentId', null, '–'],
    ['splits', [{ afterMinutes: 480, gapMinutes: 60 }], '1 interruption'],
    ['exceptions', [], '–'],
    ['week', standardWeek, '40 hours a week'],
    ['customFields', { Phase: 'A', risk: 2 }, 'Phase A, risk 2'],
  ])('%s %o is shown as %o', (field, value, text) => {
    expect(fieldText(field, value, usualLengths)).toBe(text)
  })

  it('show durations by the days of the project', () => {
    const lengths = { ...usualLengths, minutesPerDay: 420 }
    expect(fieldText('durationMinutes', 2_100, lengths)).toBe('5d')
    expect(fieldText('estimate', { optimisticMinutes: 420 }, lengths)).toBe('optimistic 1d')
  })

  it('show a row by its name where that is known', () => {
    const nameOf = (id: string) => (id === 'a' ? 'Dig' : undefined)
    expect(['a', 'b'].map((id) => fieldText('parentId', id, usualLengths, nameOf))).toEqual(['Dig', 'b'])
  })
})

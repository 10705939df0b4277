import { describe, expect, it } from 'vitest'
import { fieldText, fieldTitle } from './fields.ts'

describe('fields', () => {
  it('have the names that people use', () => {
    expect(['durationMinutes', 'name', 'parentId'].map(fieldTitle)).toEqual(['Duration', 'Name', 'Place'])
  })

  it.each([
    ['durationMinutes', 960, '2d'],
    ['constraintAt', '2026-03-02T00:00', '2 Mar 2026'],
    ['startsAt', '2026-03-02T08:00', 'Mon 2 Mar 2026, 08:00'],
    ['constraintType', 'startNoEarlierThan', 'not before a date'],
    ['percentComplete', 0, '0 %'],
    ['notes', '', '–'],
    ['parentId', null, '–'],
  ])('%s %o is shown as %o', (field, value, text) => {
    expect(fieldText(field, value)).toBe(text)
  })
})

import type { ImportColumns, TableMapping } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { choicesFor, fieldAt, isSameMapping, missingFields, takenTwice, withField } from './columns.ts'

const mapping: TableMapping = {
  columns: [
    { index: 0, field: 'name' },
    { index: 1, field: 'custom:Old risk' },
    { index: 2, field: null },
  ],
  durationUnit: 'days',
  dateOrder: 'year-month-day',
}
const columns: ImportColumns = {
  mapping,
  remembered: false,
  header: ['Task', 'Risk', ' '].map((name, index) => ({ index, name, samples: [] })),
  fields: [
    { field: 'name', label: 'Name', isRequired: true },
    { field: 'durationMinutes', label: 'Duration', isRequired: false },
  ],
}

describe('columns', () => {
  it('are taken for something else one by one', () => {
    const changed = withField(mapping, 2, 'durationMinutes')
    expect([0, 1, 2, 9].map((index) => fieldAt(changed, index))).toEqual([
      'name',
      'custom:Old risk',
      'durationMinutes',
      null,
    ])
    expect(isSameMapping(mapping, changed)).toBe(false)
    expect(isSameMapping(mapping, withField(changed, 2, null))).toBe(true)
    expect(isSameMapping(mapping, { ...mapping, durationUnit: 'hours' })).toBe(false)
  })

  it('can be any field, or one of their own by their name', () => {
    expect(choicesFor(columns, 0).map(({ label }) => label)).toEqual(['Name', 'Duration', 'Own field “Task”'])
    expect(choicesFor(columns, 1).map(({ field }) => field)).toEqual([
      'name',
      'durationMinutes',
      'custom:Risk',
      'custom:Old risk',
    ])
    expect(choicesFor(columns, 2).at(-1)?.field).toBe('custom:Column 3')
  })

  it('that are taken for the same are named once', () => {
    const twice = withField(withField(mapping, 1, 'name'), 2, 'name')
    expect(takenTwice(twice, columns.fields)).toEqual(['Name'])
    expect(takenTwice(mapping, columns.fields)).toEqual([])
  })

  it('are missed where a table cannot be read without them', () => {
    expect(missingFields(mapping, columns.fields)).toEqual([])
    expect(missingFields(withField(mapping, 0, null), columns.fields)).toEqual(['Name'])
  })
})

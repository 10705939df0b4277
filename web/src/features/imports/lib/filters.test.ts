import type { ImportCounts, ImportField, ImportRow } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import {
  conflictSelections,
  countOf,
  countsText,
  filterOf,
  firstFilter,
  selectionOf,
  withSelection,
} from './filters.ts'

const counts: ImportCounts = { create: 2_000, update: 3, delete: 1, unchanged: 10, conflict: 1, parked: 2 }
const field = (name: string, chosen: boolean): ImportField => ({
  field: name,
  from: 1,
  to: 2,
  conflict: false,
  chosen,
})
const row: ImportRow = {
  number: 7,
  entity: 'task',
  rowId: 'a',
  name: 'Dig',
  line: 4,
  action: 'update',
  state: 'planned',
  chosen: true,
  conflict: true,
  fields: [field('name', true), field('durationMinutes', false)],
  problem: null,
}
const chosenOf = (result: ImportRow) => [result.chosen, ...result.fields.map(({ chosen }) => chosen)]

describe('filters', () => {
  it('count what they show', () => {
    expect(countOf('all', counts)).toBe(2_014)
    expect(countOf('parked', counts)).toBe(2)
    expect(countsText(counts)).toBe('2,000 new, 3 changed, 1 deleted, 10 unchanged, 1 conflicts, 2 cannot be taken')
    expect(countsText({ create: 0, update: 0, delete: 0, unchanged: 0, conflict: 0, parked: 0 })).toBe('nothing')
  })

  it('begin with what would become different', () => {
    expect(firstFilter(counts)).toBe('update')
    expect(firstFilter({ ...counts, update: 0 })).toBe('create')
    expect(firstFilter({ ...counts, unchanged: 0 })).toBe('all')
    expect(firstFilter({ ...counts, update: 0, create: 0, delete: 0 })).toBe('all')
  })

  it('are put together of a chip and an entity', () => {
    expect(filterOf('all', null)).toEqual({})
    expect(filterOf('conflict', 'task')).toEqual({ conflict: true, entity: 'task' })
  })
})

describe('a selection', () => {
  it('takes rows by number or by what they are, and leaves the choice of their fields', () => {
    expect(chosenOf(withSelection(row, { rows: [7], chosen: false }))).toEqual([false, true, false])
    expect(chosenOf(withSelection(row, { rows: { action: 'update' }, chosen: true }))).toEqual([true, true, false])
    expect(withSelection(row, { rows: [8], chosen: false })).toBe(row)
    expect(withSelection(row, { rows: { entity: 'link' }, chosen: false })).toBe(row)
    expect(withSelection(row, { rows: { state: 'parked' }, chosen: false })).toBe(row)
  })

  it('of fields leaves the others, and the row out with the last of them', () => {
    const fields = ['name']
    const without = withSelection(row, { rows: [7], chosen: false, fields })
    expect(chosenOf(without)).toEqual([false, false, false])
    expect(chosenOf(withSelection(without, { rows: {}, chosen: true }))).toEqual([false, false, false])
    expect(chosenOf(withSelection(row, { rows: [7], chosen: true, fields: ['durationMinutes'] }))).toEqual([
      true,
      true,
      true,
    ])
  })

  it('of one row takes its fields with it where none is chosen', () => {
    expect(selectionOf(row, true)).toEqual({ rows: [7], chosen: true })
    const without = withSelection(row, { rows: [7], chosen: false, fields: ['name'] })
    const again = selectionOf(without, true)
    expect(again).toEqual({ rows: [7], chosen: true, fields: ['name', 'durationMinutes'] })
    expect(chosenOf(withSelection(without, again))).toEqual([true, true, true])
    expect(selectionOf(without, false)).toEqual({ rows: [7], chosen: false })
  })

  it('of all conflicts names the fields in conflict, and rows that would go', () => {
    const conflicting = (number: number, ...names: string[]): ImportRow => ({
      ...row,
      number,
      fields: [field('notes', true), ...names.map((name) => ({ ...field(name, false), conflict: true }))],
    })
    const gone: ImportRow = { ...row, number: 9, action: 'delete', fields: [] }
    expect(conflictSelections([conflicting(1, 'name'), conflicting(2, 'name', 'wbs'), gone], true)).toEqual([
      { rows: [1, 2], chosen: true, fields: ['name'] },
      { rows: [2], chosen: true, fields: ['wbs'] },
      { rows: [9], chosen: true },
    ])
    const many = Array.from({ length: 1_001 }, (_, at) => conflicting(at + 1, 'name'))
    expect(conflictSelections(many, false).map(({ rows }) => (rows as number[]).length)).toEqual([1_000, 1])
  })
})

import type { ImportField } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { stateWord, toneOf, whatText } from './row-text.ts'

const fields = (...names: string[]): ImportField[] =>
  names.map((field) => ({ field, from: 1, to: 2, conflict: false, chosen: true }))
const row = {
  action: 'update',
  state: 'planned',
  conflict: false,
  fields: fields('name'),
  problem: null,
  line: 12,
} as const

describe('a row of the difference', () => {
  it('says what would happen to it, and then what has', () => {
    expect(stateWord(row)).toBe('changed')
    expect(stateWord({ ...row, state: 'written' })).toBe('written')
    expect(stateWord({ action: 'unchanged', state: 'written' })).toBe('unchanged')
  })

  it('names the fields that change, a few of them', () => {
    expect(whatText(row)).toBe('name')
    const many = fields('name', 'durationMinutes', 'parentId', 'position', 'notes', 'deadline', 'wbs')
    expect(whatText({ ...row, fields: many })).toBe('name, duration, below, order, 3 more')
  })

  it('tells the fields in conflict from the others', () => {
    const [name, duration] = fields('name', 'durationMinutes')
    const both = [{ ...name, conflict: true }, duration] as ImportField[]
    expect(whatText({ ...row, conflict: true, fields: both })).toBe('conflict in name; also duration')
    expect(whatText({ ...row, conflict: true, fields: both.slice(0, 1) })).toBe('conflict in name')
    expect(whatText({ ...row, action: 'delete', conflict: true, fields: [] })).toBe('conflict: changed here since')
  })

  it('says what is wrong with it before all else', () => {
    const problem = { message: 'No such calendar', field: 'calendarId', text: 'Night' }
    expect(whatText({ ...row, state: 'parked', problem })).toBe('No such calendar')
    const lower = { message: 'is not a duration', field: 'durationMinutes', text: 'soon' }
    expect(whatText({ ...row, state: 'parked', problem: lower })).toBe('Duration is not a duration')
    expect(whatText({ ...row, state: 'held' })).toBe('waits for a row that cannot be taken')
    expect([toneOf({ ...row, state: 'parked' }), toneOf({ ...row, conflict: true }), toneOf(row)]).toEqual([
      'danger',
      'warning',
      undefined,
    ])
  })

  it('has a place in the file, or is not in it', () => {
    expect(whatText({ ...row, action: 'create' })).toBe('line 12')
    expect(whatText({ ...row, action: 'create', line: null })).toBe('')
    expect(whatText({ ...row, action: 'delete', line: null })).toBe('not in the file any more')
  })
})

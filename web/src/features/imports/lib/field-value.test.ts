import { describe, expect, it } from 'vitest'
import { usualLengths } from '../../../lib/day-lengths.ts'
import { inputOf, typedValue } from './field-value.ts'

describe('a field', () => {
  it.each([
    ['task', 'name', 'text'],
    ['task', 'durationMinutes', 'duration'],
    ['task', 'percentComplete', 'number'],
    ['task', 'deadline', 'moment'],
    ['task', 'isManual', 'flag'],
    ['task', 'parentId', 'row'],
    ['task', 'milestoneAt', 'choice'],
    ['link', 'type', 'choice'],
    ['link', 'lagMinutes', 'duration'],
    ['link', 'predecessorId', 'row'],
    ['assignment', 'units', 'number'],
    ['project', 'currency', 'text'],
  ] as const)('%s.%s is given as %s', (entity, field, kind) => {
    expect(inputOf(entity, field)?.kind).toBe(kind)
  })

  it('of words gives the words', () => {
    expect(inputOf('link', 'type')?.choices).toEqual(['FS', 'SS', 'FF', 'SF'])
    expect(inputOf('task', 'constraintType')?.choices).toContain('mustStartOn')
  })

  it('that is not typed, or not there, is none', () => {
    expect(inputOf('task', 'splits')).toBeNull()
    expect(inputOf('task', 'colour')).toBeNull()
    expect(typedValue('task', 'splits', '1', usualLengths)).toEqual({ error: 'This cannot be typed in here' })
  })
})

describe('what was typed', () => {
  it.each([
    ['task', 'name', ' Dig ', 'Dig'],
    ['task', 'durationMinutes', '1w', 2_400],
    ['task', 'percentComplete', '50 %', 50],
    ['task', 'deadline', '2026-03-02T17:00', '2026-03-02T17:00'],
    ['task', 'isManual', 'no', false],
    ['task', 'deadline', '', null],
    ['task', 'parentId', ' ', null],
    ['task', 'milestoneAt', '', null],
    ['link', 'type', 'SS', 'SS'],
    ['assignment', 'units', '0,5', 0.5],
  ] as const)('%s.%s %o is %o', (entity, field, text, value) => {
    expect(typedValue(entity, field, text, usualLengths)).toEqual({ value })
  })

  it('is read by the lengths of the project', () => {
    const lengths = { minutesPerDay: 420, minutesPerWeek: 2_100, daysPerMonth: 20 }
    expect(typedValue('task', 'durationMinutes', '1w', lengths)).toEqual({ value: 2_100 })
  })

  it.each([
    ['task', 'durationMinutes', 'soon', /5d/],
    ['task', 'percentComplete', 'half', /number/],
    ['task', 'percentComplete', '140', /100/],
    ['project', 'startsAt', '', /day/],
    ['link', 'predecessorId', '', /one of these/],
    ['task', 'deadline', '2026-02-31T08:00', /date/],
    ['link', 'type', 'XY', /FS/],
    ['task', 'name', '', /./],
  ] as const)('%s.%s %o is refused', (entity, field, text, message) => {
    expect(typedValue(entity, field, text, usualLengths)).toEqual({ error: expect.stringMatching(message) })
  })
})

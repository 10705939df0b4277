import { expect, it } from 'vitest'
import { stepOf, stepsOf, wentThrough } from './steps.ts'

it('has columns for tables only, and a review unless it was not wanted', () => {
  expect(stepsOf({ format: 'csv', mode: 'review' })).toEqual(['file', 'columns', 'review', 'write', 'end'])
  expect(stepsOf({ format: 'mspdi', mode: 'review' })).toEqual(['file', 'review', 'write', 'end'])
  expect(stepsOf({ format: 'xlsx', mode: 'at-once' })).toEqual(['file', 'write', 'end'])
})

it('went through them unless it was given up', () => {
  expect(
    (['parked', 'completed', 'undone', 'failed', 'cancelled', 'expired'] as const).map((state) =>
      wentThrough({ state }),
    ),
  ).toEqual([true, true, true, false, false, false])
})

it.each([
  ['csv', 'waiting', true, 'columns'],
  ['csv', 'waiting', false, 'review'],
  ['xer', 'waiting', true, 'review'],
  ['csv', 'parsing', true, 'file'],
  ['csv', 'parked', true, 'write'],
  ['csv', 'undone', false, 'end'],
] as const)('a %s that is %s, with a look at columns: %s, is at %s', (format, state, looks, step) => {
  expect(stepOf({ format, state }, looks)).toBe(step)
})

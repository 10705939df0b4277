import { expect, it } from 'vitest'
import { usualLengths } from '../../../lib/day-lengths.ts'
import { importFieldText, importFieldTitle, isTold } from './import-fields.ts'

it('tells the two parts of a place apart', () => {
  expect(['parentId', 'position', 'durationMinutes'].map(importFieldTitle)).toEqual(['Below', 'Order', 'Duration'])
  expect(importFieldText('parentId', 'a', 'file', usualLengths, () => 'Dig')).toBe('Dig')
  expect(importFieldText('parentId', null, 'plan', usualLengths)).toBe('no other task')
  expect((['plan', 'file'] as const).map((side) => importFieldText('position', 1_024, side, usualLengths))).toEqual([
    'as in the plan',
    'as in the file',
  ])
  expect(importFieldText('durationMinutes', 480, 'file', usualLengths)).toBe('1d')
  expect(importFieldText('durationMinutes', 480, 'file', { ...usualLengths, minutesPerDay: 240 })).toBe('2d')
  expect(['position', 'parentId'].map(isTold)).toEqual([false, true])
})

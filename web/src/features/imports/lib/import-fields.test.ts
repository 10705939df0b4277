import { expect, it } from 'vitest'
import { importFieldText, importFieldTitle, isTold } from './import-fields.ts'

it('tells the two parts of a place apart', () => {
  expect(['parentId', 'position', 'durationMinutes'].map(importFieldTitle)).toEqual(['Below', 'Order', 'Duration'])
  expect(importFieldText('parentId', 'a', 'file', () => 'Dig')).toBe('Dig')
  expect(importFieldText('parentId', null, 'plan')).toBe('no other task')
  expect((['plan', 'file'] as const).map((side) => importFieldText('position', 1_024, side))).toEqual([
    'as in the plan',
    'as in the file',
  ])
  expect(importFieldText('durationMinutes', 480, 'file')).toBe('1d')
  expect(['position', 'parentId'].map(isTold)).toEqual([false, true])
})

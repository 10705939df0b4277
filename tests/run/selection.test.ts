import { expect, test } from 'vitest'
import { partNames, selectParts } from './selection.ts'

test('runs everything unless told otherwise', () => {
  expect(selectParts([])).toEqual({ parts: partNames, filters: [], withoutDatabase: false })
})

test('unit stands for the fast part, without a database', () => {
  expect(selectParts(['unit'])).toEqual({ parts: ['checks', 'unit'], filters: [], withoutDatabase: true })
})

test('takes parts in their order, and hands the rest on', () => {
  expect(selectParts(['faults', 'integration', 'api/src', '-t', 'edit'])).toEqual({
    parts: ['integration', 'faults'],
    filters: ['api/src', '-t', 'edit'],
    withoutDatabase: false,
  })
  expect(selectParts(['unit', 'packages/engine']).parts).toEqual(['unit'])
})

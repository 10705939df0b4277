import { ProblemError } from '@throughline/contract'
import { expect, test } from 'vitest'
import { etagOf, readIfMatch } from './if-match.ts'

test.each([
  ['"42"', 42],
  ['W/"7"', 7],
  ['"0"', 0],
  ['*', undefined],
  [undefined, undefined],
])('%s asks for %s', (header, revision) => {
  expect(readIfMatch(header)).toBe(revision)
})

test.each(['42', '"4', '"-1"', '"1", "2"', '', '"99999999999999999999"'])('%s is refused', (header) => {
  expect(() => readIfMatch(header)).toThrow(ProblemError)
})

test('an answer is tagged with its revision, or with that of its project', () => {
  expect(etagOf({ revision: 3 })).toBe('"3"')
  expect(etagOf({ project: { revision: 4 }, tasks: [] })).toBe('"4"')
  expect(etagOf({ items: [] })).toBeNull()
  expect(etagOf(undefined)).toBeNull()
})

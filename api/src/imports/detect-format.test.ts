import { ProblemError } from '@throughline/contract'
import { expect, test } from 'vitest'
import { detectFormat } from './detect-format.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

test('the content tells the format', () => {
  expect(detectFormat('plan.csv', bytes('<?xml version="1.0"?><Project/>'))).toBe('mspdi')
  expect(detectFormat('plan.csv', bytes('name,duration\n'), 'csv')).toBe('csv')
})

test.each([
  ['plan.mpp', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), undefined, /XML Format/],
  ['plan.csv', bytes('a,b\n'), 'mspdi', /does not look like mspdi/],
] as const)('%s is refused', (name, start, said, reason) => {
  const refusal = (() => {
    try {
      return detectFormat(name, start, said)
    } catch (error) {
      return error
    }
  })()
  expect(refusal).toBeInstanceOf(ProblemError)
  expect((refusal as ProblemError).message).toMatch(reason)
})

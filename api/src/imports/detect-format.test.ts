import { expect, test } from 'vitest'
import { detectFormat } from './detect-format.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding))

test.each([
  ['plan.xml', bytes('<?xml version="1.0"?><Project/>'), 'mspdi'],
  ['plan.xml', bytes('\ufeff\n  <Project/>'), 'mspdi'],
  ['plan', bytes('<Project/>'), 'mspdi'],
  ['plan.xml', bytes('\ufeff<?xml?>', 'utf16le'), 'mspdi'],
  ['plan.csv', bytes('name,duration\n'), 'csv'],
  ['plan.txt', bytes('name;duration\n'), 'csv'],
] as const)('%s with %o is %s', (name, start, format) => {
  expect(detectFormat(name, start)).toBe(format)
})

test.each([
  ['plan.mpp', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /save it as XML/],
  ['plan.xlsx', bytes('PK\u0003\u0004'), /archive/],
  ['plan.csv', bytes('a\0b'), /binary/],
  ['plan.xml', bytes('name,duration\n'), /not XML/],
] as const)('%s with %o is refused', (name, start, reason) => {
  expect(() => detectFormat(name, start)).toThrow(reason)
})

test('what the caller says has to be so', () => {
  expect(() => detectFormat('plan.csv', bytes('a,b\n'), 'mspdi')).toThrow(/does not look like mspdi/)
})

import { expect, test } from 'vitest'
import { createSealer, SealError } from './sealer.ts'

const secret = 'a secret of more than thirty-two characters'
const sealer = createSealer(secret, 'test')

test('what was sealed is opened, by the same secret, for the same purpose and row', () => {
  const sealed = sealer.seal('whsec_ä', 'row')
  expect(sealed).not.toContain('whsec')
  expect(createSealer(secret, 'test').open(sealed, 'row')).toBe('whsec_ä')
  expect(sealer.seal('whsec_ä', 'row')).not.toBe(sealed)
})

test.each([
  ['another secret', () => createSealer(`${secret}!`, 'test').open(sealer.seal('x', 'row'), 'row')],
  ['another purpose', () => createSealer(secret, 'other').open(sealer.seal('x', 'row'), 'row')],
  ['another row', () => sealer.open(sealer.seal('x', 'row'), 'other row')],
  ['a changed text', () => sealer.open(sealer.seal('x', 'row').replace(/.{4}$/, 'AAAA'), 'row')],
  ['a text of no known form', () => sealer.open('plain', 'row')],
])('%s does not open it', (_, open) => {
  expect(open).toThrow(SealError)
})
